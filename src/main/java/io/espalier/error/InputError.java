package io.espalier.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Something the user gave cannot be used: a key, a file, a limit, a folder.
 *
 * <p>Its message stands alone: it says what was given, what is allowed and what to do, and is shown
 * without a stack trace; the program ends with exit code 2. What it quotes is kept short. Mistakes
 * of ours are other exceptions.
 */
public class InputError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with a message for the user. */
  public InputError(String message) {
    super(Excerpt.of(message));
  }

  /** An error with a message for the user, and what brought it up. */
  public InputError(String message, Throwable cause) {
    super(Excerpt.of(message), cause);
  }

  /**
   * A name that is not among those known; the message lists them and the nearest.
   *
   * @param what what kind of thing was named, for example {@code space}
   */
  public static InputError unknown(String what, String given, Collection<String> known) {
    String hint = nearest(given, known).map(n -> " (did you mean '" + n + "'?)").orElse("");
    return new InputError(
        "unknown %s '%s'%s; known are: %s".formatted(what, given, hint, String.join(", ", known)));
  }

  /** The known name nearest to {@code given}, if one is near enough to be meant. */
  private static Optional<String> nearest(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(given, name) <= Math.max(2, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(given, name)));
  }

  /** Edit distance (Levenshtein), ignoring case. */
  private static int distance(String a, String b) {
    String x = a.toLowerCase(Locale.ROOT);
    String y = b.toLowerCase(Locale.ROOT);
    int[] row = new int[y.length() + 1];
    for (int j = 0; j <= y.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= x.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= y.length(); j++) {
        int substituted = diagonal + (x.charAt(i - 1) == y.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[y.length()];
  }
}
