package io.espalier.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens texts for messages: messages quote the user's input, which may be the whole content of a
 * file or contain control characters that a terminal obeys.
 */
public final class Excerpt {

  /** The longest word shown; no path or number is longer. */
  private static final int LONGEST_WORD = 400;

  private static final int LONGEST_TEXT = 4_000;

  private static final Pattern WORD = Pattern.compile("\\S{" + (LONGEST_WORD + 1) + ",}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private Excerpt() {}

  /**
   * The text with the middle of overlong words and of the whole text replaced by the number of
   * characters left out, and with control characters other than tabs and line breaks written as
   * codes.
   */
  public static String of(String text) {
    String words = WORD.matcher(text).replaceAll(word -> quoted(cut(word.group(), LONGEST_WORD)));
    String whole = words.length() > LONGEST_TEXT ? cut(words, LONGEST_TEXT) : words;
    return CONTROL
        .matcher(whole)
        .replaceAll(c -> quoted("\\u%04x".formatted((int) c.group().charAt(0))));
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  /** Keeps beginning and end, which matter most to a message. */
  private static String cut(String text, int longest) {
    int begin = longest / 2;
    int end = longest / 4;
    return "%s...(%,d characters)...%s"
        .formatted(
            text.substring(0, begin),
            text.length() - begin - end,
            text.substring(text.length() - end));
  }
}
