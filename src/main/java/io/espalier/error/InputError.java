package io.espalier.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user's input cannot be used: a key, a file, a limit, a folder.
 *
 * <p>Its message stands alone: it says what was given, what is allowed and what to do, and is shown
 * without a stack trace; the program ends with exit code 2. Quoted input is shortened. Errors in
 * the program are other exceptions.
 */
public class InputError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final Remedy[] remedies;

  /** What the manual has a section on; null for none. */
  private final Trouble trouble;

  /** An error with a message for the user and its remedies. */
  public InputError(String problem, Remedy... remedies) {
    this(problem, null, remedies);
  }

  /** An error with a message for the user, its cause and its remedies. */
  public InputError(String problem, Throwable cause, Remedy... remedies) {
    this(problem, cause, null, remedies);
  }

  /** An error on whose trouble the manual has a section. */
  protected InputError(String problem, Trouble trouble) {
    this(problem, null, trouble, new Remedy[0]);
  }

  private InputError(String problem, Throwable cause, Trouble trouble, Remedy[] remedies) {
    super(message(problem, trouble, remedies, Remedy::words), cause);
    this.problem = problem;
    this.trouble = trouble;
    this.remedies = remedies.clone();
  }

  /** This error with a pointer to the manual's section on this trouble at the end. */
  public InputError see(Trouble on) {
    return new InputError(problem, getCause(), on, remedies);
  }

  /** The message, with the remedies in other words. */
  public String message(Function<Remedy, String> words) {
    return message(problem, trouble, remedies, words);
  }

  /** This error with its problem in other words, and the same remedies. */
  public InputError reworded(UnaryOperator<String> words) {
    return new InputError(words.apply(problem), this, trouble, remedies);
  }

  private static String message(
      String problem, Trouble trouble, Remedy[] remedies, Function<Remedy, String> words) {
    String ways = Stream.of(remedies).map(words).collect(Collectors.joining(", or "));
    String said = Excerpt.of(ways.isEmpty() ? problem : problem + "; " + ways);
    return trouble == null ? said : said + "; " + trouble.see();
  }

  /**
   * An error for an unknown name; the message lists the known names and the nearest one.
   *
   * @param what the kind of thing that was named, for example {@code space}
   */
  public static InputError unknown(String what, String given, Collection<String> known) {
    String hint = nearest(given, known).map(n -> " (did you mean '" + n + "'?)").orElse("");
    return new InputError(
        "unknown %s '%s'%s; known are: %s".formatted(what, given, hint, String.join(", ", known)));
  }

  /** The known name nearest to {@code given}, if one is near enough to be the one meant. */
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
