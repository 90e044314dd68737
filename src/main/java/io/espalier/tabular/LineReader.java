package io.espalier.tabular;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads a text line by line, with a limit: a small compressed file can hold a line too long for any
 * memory.
 */
final class LineReader implements AutoCloseable {

  /** Longer than any row of a table; published rows have a few hundred characters. */
  private static final int LONGEST_LINE = 1_000_000;

  private final BufferedReader text;
  private boolean skipsLineFeed;

  LineReader(InputStream bytes) {
    this.text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  /**
   * The next line without its end; null if there is none.
   *
   * @throws IOException if it cannot be read, or is too long
   */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    if (skipsLineFeed && c == '\n') {
      c = text.read();
    }
    skipsLineFeed = false;
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      if (line.length() == LONGEST_LINE) {
        throw new IOException("the line has more than %,d characters".formatted(LONGEST_LINE));
      }
      line.append((char) c);
      c = text.read();
    }
    skipsLineFeed = c == '\r';
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
