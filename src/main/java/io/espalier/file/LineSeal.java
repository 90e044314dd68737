package io.espalier.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Appends to each line a hash of it and all lines before, and removes it again. */
public final class LineSeal {

  private static final int DIGITS = 16;

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

    private String sealed(String text, String check) {
      String open = this == JSON ? text.substring(0, text.length() - 1) : text;
      return open + before + check + after;
    }
  }

  private final Form form;
  private String check = "";

  LineSeal(Form form) {
    this.form = form;
  }

  /** Seals the next line. */
  String close(String text) {
    return form.sealed(text, next(text));
  }

  /** The text of the next sealed line; null if the seal does not match. */
  String open(String line) {
    Matcher matcher = form.sealed.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    String text = form == Form.JSON ? matcher.group(1) + "}" : matcher.group(1);
    String before = check;
    if (form.sealed(text, next(text)).equals(line)) {
      return text;
    }
    check = before;
    return null;
  }

  /** A line without its seal, whether or not that matches. */
  public static String removed(Form form, String line) {
    Matcher matcher = form.sealed.matcher(line);
    return matcher.matches() ? matcher.group(1) + (form == Form.JSON ? "}" : "") : line;
  }

  /**
   * The check of a line; for a table's header, which the next check covers, it is the column's
   * name.
   */
  private String next(String text) {
    boolean header = form == Form.CSV && check.isEmpty();
    MessageDigest digest = Sha256.begin();
    digest.update(check.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    check = Sha256.hex(digest.digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
    return header ? "check" : check;
  }
}
