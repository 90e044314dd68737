package io.espalier.data.text;

import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Repository;
import io.espalier.catalogue.Catalogue;
import io.espalier.data.DataOptions;
import io.espalier.data.Fingerprint;
import io.espalier.error.InputError;
import io.espalier.file.Heap;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A text in three parts: one to train networks on, one to compare them on in searches, and the
 * test, which must not influence any decision. The parts are cut from one text in this order, or
 * come separately. The vocabulary is that of the first part alone.
 */
public final class TextSource {

  /** The prefix of the name of a user's own text; the path of a UTF-8 file follows. */
  static final String FILE_PREFIX = "text:";

  /** One million characters of the Jargon File that come with the program. */
  static final String SAMPLE = "sample-text";

  /** The texts that can be named. */
  public static final Catalogue<TextSourceKind> ALL =
      new Catalogue<>(
          "text",
          List.of(
              new TextSourceKind(
                  SAMPLE, "one million characters of the Jargon File, which come with the program"),
              new TextSourceKind(
                  HubText.WIKITEXT_2.name(),
                  "13 million characters of Wikipedia's articles, with parts of its own; from DJL's hub"),
              new TextSourceKind(
                  HubText.PENN_TREEBANK.name(),
                  "6 million characters of the Wall Street Journal, with parts of its own; from DJL's hub"),
              new TextSourceKind(
                  FILE_PREFIX + "FILE",
                  "your own text, read character by character: for the space recurrent")));

  /** One character to read and one to predict. */
  private static final int FEWEST = 2;

  /**
   * The memory, in bytes, that each byte of a file takes: for characters, code points and tokens of
   * all parts.
   */
  private static final int BYTES_EACH = 20;

  private final String name;
  private final Vocabulary vocabulary;
  private final int[] training;
  private final int[] validation;
  private final int[] test;

  private TextSource(String name, String training, String validation, String test) {
    for (String part : List.of(training, validation, test)) {
      if (part.codePointCount(0, part.length()) < FEWEST) {
        throw new InputError(
            "the text %s is too short: %,d characters to learn from, %,d to compare on and %,d for the test; each part needs %d at least"
                .formatted(name, training.length(), validation.length(), test.length(), FEWEST));
      }
    }
    this.name = name;
    this.vocabulary = Vocabulary.of(training);
    this.training = vocabulary.encode(training);
    this.validation = vocabulary.encode(validation);
    this.test = vocabulary.encode(test);
  }

  /** Whether a source of data of this name is a text. */
  public static boolean isText(String name) {
    return name.startsWith(FILE_PREFIX) || ALL.find(name).isPresent();
  }

  /**
   * Reads a text.
   *
   * @param name one of {@link #ALL}; a path may begin with {@code ~/}
   * @param options the folder of a text that comes in parts; for any other text, the share at its
   *     end that is the test; the largest number of characters to train on
   * @param validationFraction the share of the rest, at its end, for comparing networks
   * @param progress shows a download
   * @throws InputError if there is no such text, or it is not UTF-8
   */
  public static TextSource open(
      String name, DataOptions options, double validationFraction, Progress progress) {
    return open(name, options, validationFraction, progress, BasicDatasets.REPOSITORY);
  }

  static TextSource open(
      String name,
      DataOptions options,
      double validationFraction,
      Progress progress,
      Repository hub) {
    for (HubText text : List.of(HubText.WIKITEXT_2, HubText.PENN_TREEBANK)) {
      if (name.equals(text.name())) {
        List<String> parts = text.read(options.folder(), hub, progress);
        int[] training = parts.get(0).codePoints().toArray();
        int most = options.trainingLimit();
        return new TextSource(
            name,
            new String(training, 0, most == 0 ? training.length : Math.min(most, training.length)),
            parts.get(1),
            parts.get(2));
      }
    }
    String text = name.equals(SAMPLE) ? sample() : file(name.substring(FILE_PREFIX.length()));
    return split(name, text, options, validationFraction);
  }

  private static TextSource split(
      String name, String text, DataOptions options, double validationFraction) {
    int[] all = text.codePoints().toArray();
    int testFrom = all.length - (int) Math.round(options.testFraction() * all.length);
    int validationFrom = testFrom - (int) Math.round(validationFraction * testFrom);
    int most = options.trainingLimit();
    return new TextSource(
        name,
        new String(all, 0, most == 0 ? validationFrom : Math.min(most, validationFrom)),
        new String(all, validationFrom, testFrom - validationFrom),
        new String(all, testFrom, all.length - testFrom));
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
      if (!Files.isRegularFile(path)) {
        throw new InputError("there is no file %s; name a UTF-8 file as text:FILE".formatted(name));
      }
      requireMemory(name, Files.size(path));
      return decode(name, Files.readAllBytes(path));
    } catch (IOException | InvalidPathException e) {
      throw new InputError(
          "cannot read the text %s; name a UTF-8 file as text:FILE".formatted(name), e);
    }
  }

  /**
   * Refuses a text that is too long for Java's memory.
   *
   * @param bytes the size of its file
   * @throws InputError if it is too long
   */
  static void requireMemory(String name, long bytes) {
    Heap.require("the text " + name, (double) bytes * BYTES_EACH);
  }

  /**
   * The text that bytes stand for.
   *
   * @throws InputError if they are not UTF-8
   */
  static String decode(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputError("%s is no UTF-8 text; convert it to UTF-8".formatted(name), e);
    }
  }

  /** The name that opens this source again. */
  public String name() {
    return name;
  }

  /** The characters of the training part, which networks know. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The tokens to train networks on. */
  public int[] training() {
    return training.clone();
  }

  /** The tokens to compare networks on in searches. */
  public int[] validation() {
    return validation.clone();
  }

  /** The tokens of the test, for the final figure only. */
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
