package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.Session;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description = "Writes a configuration file with every setting, its default and its meaning.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to write; default: ${DEFAULT-VALUE}.")
  Path file = Path.of("espalier.yaml");

  @Option(names = "--force", description = "Replaces the file if it exists.")
  boolean force;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    write(file, Configuration.defaultsText(Session.catalogues(spec)), force);
    System.out.printf(
        "Wrote %s. Set data.source in it, then: espalier validate --config %s%n", file, file);
    return ExitCode.DONE;
  }

  /** Writes a file that may replace another one only if that is said. */
  static void write(Path file, String text, boolean force) {
    if (Files.exists(file) && !force) {
      throw new InputError(
          "%s exists already; name another file, or replace it (--force)".formatted(file));
    }
    AtomicFile.writeText(file, text);
  }
}
