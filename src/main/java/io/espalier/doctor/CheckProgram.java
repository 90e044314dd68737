package io.espalier.doctor;

import io.espalier.error.InputError;
import io.espalier.search.regression.AlgebraCheck;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.check.Check;
import io.espalier.supernet.check.CheckCase;
import io.espalier.supernet.check.Difference;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The main class of the process that a check runs in. Before and after each step it writes a line
 * of fields separated by tabs, so that the starting process knows the current step if it ends
 * early:
 *
 * <ul>
 *   <li>{@code begin}, number of the case, threads, name;
 *   <li>{@code done}, number of the case, threads, name, the part that differs most, by how much,
 *       and by how much with flipped kinks;
 *   <li>{@code fact}, name, value; {@code wrong}, what, problem; {@code refused}, why nothing can
 *       be checked; {@code end}.
 * </ul>
 */
public final class CheckProgram {

  static final String MARK = "check\t";
  static final String ALGEBRA = "algebra";
  private static final List<Integer> THREADS = List.of(1, 2);

  private final PrintStream out;

  private CheckProgram(PrintStream out) {
    this.out = out;
  }

  /** Runs {@code algebra}, or a suite from the given case on. */
  public static void main(String[] arguments) {
    CheckProgram program =
        new CheckProgram(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (arguments[0].equals(ALGEBRA)) {
      program.algebra();
    } else {
      program.natives(Suite.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
    }
    program.say("end");
    // Native libraries may have left threads running.
    System.exit(0);
  }

  private void algebra() {
    say("begin", 0, 1, "ND4J's matrix products and solutions");
    say("fact", "ND4J's library", AlgebraCheck.library());
    AlgebraCheck.problems()
        .forEach(problem -> say("wrong", "ND4J's matrix products and solutions", problem));
  }

  private void natives(Suite suite, int first) {
    say("begin", first, 1, "the start of PyTorch");
    try {
      say("fact", "GPUs that PyTorch can use", PyTorch.gpus());
    } catch (InputError e) {
      say("refused", e.getMessage());
      return;
    }
    List<CheckCase> cases = suite.cases();
    for (int number = first; number < cases.size(); number++) {
      int at = number;
      CheckCase of = cases.get(number);
      List<Difference> differences =
          Check.run(of, THREADS, threads -> say("begin", at, threads, of.name()));
      for (int t = 0; t < THREADS.size(); t++) {
        Difference off = differences.get(t);
        say("done", number, THREADS.get(t), of.name(), off.what(), off.relative(), off.withFlips());
        if (!(off.relative() <= of.tolerance())) {
          say("wrong", of.name(), THREADS.get(t), describe(off));
        }
      }
    }
  }

  private static String describe(Difference off) {
    return Double.isNaN(off.relative())
        ? "the %s holds what is no number".formatted(off.what())
        : String.format(Locale.ROOT, "the %s is off by %.3g %%", off.what(), 100 * off.relative());
  }

  private void say(Object... fields) {
    StringBuilder line = new StringBuilder(MARK.strip());
    for (Object field : fields) {
      line.append('\t').append(field);
    }
    // One write, since native libraries also write here.
    out.print("\n" + line + "\n");
    out.flush();
  }
}
