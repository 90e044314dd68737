package io.espalier.cli;

import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.ComparedTable;
import io.espalier.compare.Results;
import io.espalier.config.CompareConfiguration;
import io.espalier.error.InputError;
import io.espalier.run.compare.Compare;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "compare",
    description = {
      "Compares searchers on tables and synthetic truths: samples to the optimum, regret, tests.",
      "If stopped, run it again to continue. --defaults prints every key of the file."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The comparison (YAML): budget, seeds, tasks and searchers.")
  Path file;

  @Option(
      names = "--defaults",
      description = "Prints every key of a comparison with its default and meaning.")
  boolean defaults;

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      description = "The folder of the comparison; default: runs/NAME for NAME.yaml.")
  Path workDir;

  @Mixin ComparisonOptions options;

  @Mixin OutputOptions output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (defaults) {
      System.out.print(CompareConfiguration.defaultsText(Session.catalogues(spec)));
      return ExitCode.DONE;
    }
    if (file == null) {
      throw new InputError("No comparison given: name its YAML file (--defaults prints every key)");
    }
    Path folder = workDir == null ? folder(file) : workDir;
    Optional<Results> results =
        run(
            CompareConfiguration.read(file, Session.catalogues(spec)),
            options.data,
            folder,
            options.fresh(),
            output);
    if (results.isEmpty()) {
      return ExitCode.STOPPED;
    }
    ComparedTable.of(results.get()).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private static Path folder(Path file) {
    return Path.of("runs").resolve(file.getFileName().toString().replaceFirst("\\.ya?ml$", ""));
  }

  /** Compares, and says how to continue if it was stopped. */
  static Optional<Results> run(
      CompareConfiguration configuration,
      Path data,
      Path folder,
      boolean fresh,
      OutputOptions output) {
    StopSignal stop = StopSignal.listen();
    Optional<Results> results =
        Compare.run(configuration.plan(data), folder, fresh, Session.progress(output, stop));
    if (results.isEmpty()) {
      System.err.println(
          "Stopped; all finished runs are in %s. Run the same command again to continue."
              .formatted(folder));
    } else if (!output.quiet) {
      System.err.println("Tables, plot and report are in " + folder);
    }
    return results;
  }
}
