package io.espalier.cli;

import io.espalier.cli.progress.StopSignal;
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
      "Compares searchers on tables and made-up truths: samples to the optimum, regret, tests.",
      "Run again, it goes on where it was stopped. --defaults prints what the file may say."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The comparison (YAML): budget, seeds, tasks, searchers.")
  Path file;

  @Option(
      names = "--defaults",
      description = "Prints every key of a comparison with its default and its meaning.")
  boolean defaults;

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      description = "The folder of the comparison; default: runs/ and the name of FILE.")
  Path workDir;

  @Mixin DataOption data;

  @Option(
      names = "--resume",
      description = "Goes on with what the folder holds, which it does in any case.")
  boolean resume;

  @Option(names = "--fresh", description = "Begins anew, whatever the folder holds.")
  boolean fresh;

  @Mixin OutputOptions output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (defaults) {
      System.out.print(CompareConfiguration.defaultsText(Main.catalogues(spec)));
      return ExitCode.DONE;
    }
    if (file == null) {
      throw new InputError(
          "No comparison given: name its YAML file; --defaults prints what it may say");
    }
    Path folder = workDir == null ? folder(file) : workDir;
    Optional<Results> results =
        run(
            CompareConfiguration.read(file, Main.catalogues(spec)),
            data.data,
            folder,
            anew(fresh, resume),
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

  /** Whether to begin anew. */
  static boolean anew(boolean fresh, boolean resume) {
    if (fresh && resume) {
      throw new InputError("--fresh begins anew and --resume goes on; give one of them");
    }
    return fresh;
  }

  /** Compares, and says how to go on if it was stopped. */
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
          "Stopped; all finished runs are in %s. The same command goes on.".formatted(folder));
    } else if (!output.quiet) {
      System.err.println("Tables, picture and report are in " + folder);
    }
    return results;
  }
}
