package io.espalier.tabular;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a table up to a limit: a small compressed file can expand to more than can be read
 * in a day.
 */
final class BoundedStream extends FilterInputStream {

  /** Ten times the largest published table. */
  private static final long MOST_BYTES = 1_000_000_000;

  private long left = MOST_BYTES;

  BoundedStream(InputStream bytes) {
    super(bytes);
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int from, int most) throws IOException {
    int count = super.read(buffer, from, most);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("it holds more than %,d bytes".formatted(MOST_BYTES));
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
