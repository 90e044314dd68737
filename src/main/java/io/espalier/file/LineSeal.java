package io.espalier.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Appends to each line a hash of it and all lines before, and removes it again. */
public final class LineSeal {

  private static final int DIGITS = 16;
  private static final byte[] HEX = ascii("0123456789abcdef");

  /** The seal of a table's header, which the next line's covers. */
  private static final byte[] COLUMN = ascii("check");

  /** The format of the lines. */
  public enum Form {
    /** A JSON object each; the seal is its last member, {@code check}. */
    JSON(",\"check\":\"", "\"}"),
    /** Values with commas between them; the seal is the column {@code check}, the last one. */
    CSV(",", "");

    private final String before;
    private final String after;
    private final Pattern sealed;

    Form(String before, String after) {
      this.before = before;
      this.after = after;
      this.sealed =
          Pattern.compile(
              "(.*)%s([0-9a-f]{%d}|check)%s"
                  .formatted(Pattern.quote(before), DIGITS, Pattern.quote(after)),
              Pattern.DOTALL);
    }

    /** How many bytes the end of a text has that stands behind its seal when it is sealed. */
    private int moved() {
      return this == JSON ? 1 : 0;
    }
  }

  private final Form form;
  private final byte[] before;
  private final byte[] after;
  private final MessageDigest digest = Sha256.begin();
  private byte[] check = {};

  LineSeal(Form form) {
    this.form = form;
    this.before = ascii(form.before);
    this.after = ascii(form.after);
  }

  /** The seal of the last line, by which two files with the same lines so far are known. */
  String check() {
    return new String(check, StandardCharsets.US_ASCII);
  }

  /** Seals the next line. */
  byte[] close(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int open = bytes.length - form.moved();
    boolean header = isHeader();
    check = next(bytes, 0, open);
    byte[] seal = header ? COLUMN : check;
    byte[] line = Arrays.copyOf(bytes, open + tail(seal.length));
    copy(seal, line, copy(before, line, open));
    System.arraycopy(after, 0, line, line.length - after.length, after.length);
    return line;
  }

  /**
   * Checks the next line.
   *
   * @return how many of its bytes are its text, without the end that stands behind the seal; -1 if
   *     the seal does not match
   */
  int open(byte[] line, int from, int to) {
    boolean header = isHeader();
    int end = to - tail(header ? COLUMN.length : DIGITS);
    if (end < from) {
      return -1;
    }
    byte[] next = next(line, from, end);
    byte[] seal = header ? COLUMN : next;
    if (isAt(before, line, end)
        && isAt(seal, line, end + before.length)
        && isAt(after, line, to - after.length)) {
      check = next;
      return end - from;
    }
    return -1;
  }

  /** The text of a line that {@link #open} found to have so many bytes. */
  String text(byte[] line, int from, int length) {
    String open = new String(line, from, length, StandardCharsets.UTF_8);
    return form == Form.JSON ? open + "}" : open;
  }

  /** A line without its seal, whether or not that matches. */
  public static String removed(Form form, String line) {
    Matcher matcher = form.sealed.matcher(line);
    return matcher.matches() ? matcher.group(1) + (form == Form.JSON ? "}" : "") : line;
  }

  private boolean isHeader() {
    return form == Form.CSV && check.length == 0;
  }

  /** The bytes of a sealed line beyond those of its text that stand before the seal. */
  private int tail(int digits) {
    return before.length + digits + after.length;
  }

  private static int copy(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  private static boolean isAt(byte[] part, byte[] line, int at) {
    return Arrays.equals(part, 0, part.length, line, at, at + part.length);
  }

  /** The check of a line whose text before the seal is this. */
  private byte[] next(byte[] bytes, int from, int to) {
    digest.update(check);
    digest.update((byte) '\n');
    digest.update(bytes, from, to - from);
    if (form == Form.JSON) {
      digest.update((byte) '}');
    }
    byte[] hash = digest.digest();
    byte[] hex = new byte[DIGITS];
    for (int d = 0; d < DIGITS; d++) {
      hex[d] = HEX[(hash[d / 2] >> (d % 2 == 0 ? 4 : 0)) & 15];
    }
    return hex;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
