package io.espalier.cli;

import io.espalier.settings.Catalogues;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command printed and how it ended.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Terminal(int code, String out, String err) {

  /** Runs the program in this JVM. Tests in this package do not run side by side. */
  static Terminal run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal done = run(out, arguments);
    return new Terminal(done.code, out.toString(StandardCharsets.UTF_8), done.err);
  }

  /** As above, of a program that can name things of its own. */
  static Terminal run(Catalogues catalogues, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal done = run(out, catalogues, arguments);
    return new Terminal(done.code, out.toString(StandardCharsets.UTF_8), done.err);
  }

  /** As above, with standard output to where it is not kept. */
  static Terminal run(OutputStream results, String... arguments) {
    return run(results, Catalogues.BUILT_IN, arguments);
  }

  private static Terminal run(OutputStream results, Catalogues catalogues, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(results, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int code = Main.execute(catalogues, arguments);
      return new Terminal(code, "", errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
