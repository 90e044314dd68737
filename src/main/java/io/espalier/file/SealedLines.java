package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads sealed lines one by one, as far as the file reached when this was opened; in memory is
 * hardly more than the longest line.
 */
final class SealedLines implements SealedLine, AutoCloseable {

  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final LineSeal seal;
  private final Remedy remedy;
  private final InputStream bytes;

  /** What is still to be read. */
  private long left;

  private byte[] buffer = new byte[BUFFER];

  /** The part of the buffer that was read and not used yet. */
  private int from;

  private int to;

  private int number;
  private int start;
  private int length;
  private long soundBytes;
  private boolean torn;

  SealedLines(Path file, LineSeal seal, Remedy remedy) throws IOException {
    this.file = file;
    this.seal = seal;
    this.remedy = remedy;
    this.bytes = Files.newInputStream(file);
    this.left = Files.size(file);
  }

  /**
   * Goes to the next line; false at the end of the sound ones.
   *
   * @throws InputError if a line other than the last is not as it was written
   */
  boolean next() throws IOException {
    int end = lineEnd();
    if (end < 0) {
      torn = to > from;
      return false;
    }
    length = seal.open(buffer, from, end);
    if (length < 0) {
      // A file system may extend the file before it writes the bytes of the last line.
      if (number > 0 && end + 1 == to && !fill()) {
        torn = true;
        return false;
      }
      throw new InputError(
          "line %d of %s is not as it was written".formatted(number + 1, file),
          Remedy.RESTORE,
          remedy);
    }
    number++;
    start = from;
    soundBytes += end + 1 - from;
    from = end + 1;
    return true;
  }

  /** Where the next line ends in the buffer; -1 if there is no end any more. */
  private int lineEnd() throws IOException {
    for (int at = from; ; at++) {
      if (at == to) {
        int read = at - from;
        if (!fill()) {
          return -1;
        }
        at = from + read;
      }
      if (buffer[at] == '\n') {
        return at;
      }
    }
  }

  /** Reads on behind what is not used yet; false at the end. */
  private boolean fill() throws IOException {
    if (left == 0) {
      return false;
    }
    int unused = to - from;
    if (unused > buffer.length / 2) {
      buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
    }
    System.arraycopy(buffer, from, buffer, 0, unused);
    from = 0;
    to = unused;
    int count = bytes.read(buffer, to, (int) Math.min(left, buffer.length - to));
    if (count <= 0) {
      // Its writer has removed an incomplete line meanwhile.
      left = 0;
      return false;
    }
    left -= count;
    to += count;
    return true;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public String text() {
    return seal.text(buffer, start, length);
  }

  @Override
  public String check() {
    return seal.check();
  }

  /** How many bytes the sound lines have. */
  long soundBytes() {
    return soundBytes;
  }

  /** Whether bytes behind the last sound line were left out. */
  boolean isTorn() {
    return torn;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
