package io.espalier.data;

import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A text in three parts that follow one another: what networks learn from, what searches compare
 * them on, and the test, which is not for deciding anything. The vocabulary is that of the first
 * part alone.
 */
public final class TextSource {

  /** What the name of a text of one's own begins with; the path of a UTF-8 file follows. */
  static final String FILE_PREFIX = "text:";

  /** One million characters of the Jargon File that come with the program. */
  static final String SAMPLE = "sample-text";

  /** What {@link #open} knows. */
  public static final List<String> NAMES = List.of(SAMPLE, FILE_PREFIX + "FILE");

  private final String name;
  private final Vocabulary vocabulary;
  private final int[] training;
  private final int[] validation;
  private final int[] test;

  private TextSource(String name, String text, double test, double validation, int most) {
    this.name = name;
    int[] all = text.codePoints().toArray();
    int testFrom = all.length - (int) Math.round(test * all.length);
    int validationFrom = testFrom - (int) Math.round(validation * testFrom);
    int trainingEnd = most == 0 ? validationFrom : Math.min(most, validationFrom);
    this.vocabulary = Vocabulary.of(new String(all, 0, trainingEnd));
    int[] encoded = vocabulary.encode(text);
    this.training = Arrays.copyOf(encoded, trainingEnd);
    this.validation = Arrays.copyOfRange(encoded, validationFrom, testFrom);
    this.test = Arrays.copyOfRange(encoded, testFrom, all.length);
  }

  /** Whether a source of data of this name is a text. */
  public static boolean isText(String name) {
    return name.equals(SAMPLE) || name.startsWith(FILE_PREFIX);
  }

  /**
   * Reads a text.
   *
   * @param name one of {@link #NAMES}; a path may begin with {@code ~/}
   * @param testFraction the share of the whole, at its end, that is the test
   * @param validationFraction the share of the rest, at its end, that is for comparing
   * @param trainingCharacters only so many are learned from; 0 for all
   * @throws InputError if there is no such text, or it is not UTF-8
   */
  public static TextSource open(
      String name, double testFraction, double validationFraction, int trainingCharacters) {
    String text = name.equals(SAMPLE) ? sample() : file(name.substring(FILE_PREFIX.length()));
    return new TextSource(name, text, testFraction, validationFraction, trainingCharacters);
  }

  private static String sample() {
    try (InputStream in = TextSource.class.getResourceAsStream("sample/jargon.txt.gz")) {
      if (in == null) {
        throw new InputError("sample/jargon.txt.gz is missing in this build; build it anew");
      }
      return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InputError("cannot read the bundled text: " + e.getMessage(), e);
    }
  }

  private static String file(String name) {
    if (name.isBlank()) {
      throw new InputError("the source text: names no file; write text:FILE");
    }
    try {
      Path path =
          name.startsWith("~/")
              ? Path.of(System.getProperty("user.home"), name.substring(2))
              : Path.of(name);
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new InputError("%s is no UTF-8 text; convert it to UTF-8".formatted(name), e);
    } catch (IOException | InvalidPathException e) {
      throw new InputError(
          "cannot read the text %s; name a UTF-8 file by data.source=text:FILE".formatted(name), e);
    }
  }

  /** The name that opens this source again. */
  public String name() {
    return name;
  }

  /** The characters that networks know. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** What networks learn from. */
  public int[] training() {
    return training.clone();
  }

  /** What searches compare them on. */
  public int[] validation() {
    return validation.clone();
  }

  /** What is read for the final figure only. */
  public int[] test() {
    return test.clone();
  }

  /** SHA-256, in hexadecimal, of tokens. */
  public static String fingerprint(int[] tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * tokens.length);
    bytes.asIntBuffer().put(IntBuffer.wrap(tokens));
    return Fingerprint.begin().add(bytes).hex();
  }
}
