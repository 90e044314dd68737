package io.espalier.cli;

import io.espalier.config.BestArchitecture;
import io.espalier.config.ChildRun;
import io.espalier.config.Configuration;
import io.espalier.config.Parts;
import io.espalier.config.RetrainRun;
import io.espalier.config.TextRun;
import io.espalier.error.InputError;
import io.espalier.retrain.RetrainResult;
import io.espalier.retrain.TextRetrainResult;
import io.espalier.stat.Decimals;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "retrain",
    description = "Trains a child for itself and measures it once on the test images.",
    mixinStandardHelpOptions = true)
final class RetrainCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = {"-a", "--architecture"},
      paramLabel = "ID",
      description = "Which child; default: the best of search.searcher.")
  String architecture;

  @Option(
      names = "--child",
      paramLabel = "DIR",
      description =
          "The folder of an exported child, of which nothing else is needed but images (--data).")
  Path child;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "The images: folder:PATH, sample, fashion-mnist or cifar10.")
  String data;

  @Option(names = "--recipe", paramLabel = "NAME", description = "short, darts or mobile.")
  String recipe;

  @Option(
      names = "--from",
      paramLabel = "START",
      description = "scratch, or inherited: from the weights that the child has.")
  String from;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
  Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
  Integer batchSize;

  @Option(names = "--resume", description = "Goes on with the retraining that the folder holds.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if (child != null && architecture != null) {
      throw new InputError("which child? Give --child DIR or --architecture ID, and not both");
    }
    // The run's; of a child, the defaults with its size, in a run folder of its own.
    Configuration standard = child == null ? null : ChildRun.configuration(child);
    Configuration configuration =
        run.configuration(standard, given -> RunOptions.with(given, "retrain.recipe", recipe));
    configuration = RunOptions.with(configuration, "data.source", data);
    configuration = RunOptions.with(configuration, "retrain.from", from);
    configuration = RunOptions.with(configuration, "retrain.epochs", epochs);
    configuration = RunOptions.with(configuration, "retrain.batch_size", batchSize);
    return child == null && architecture == null
        ? Session.run("retrain", configuration, output, this::retrain)
        : Session.run(
            "retrain", "the same command with --resume", configuration, output, this::retrain);
  }

  private int retrain(Session session) {
    Parts parts = new Parts(session.values(), session.progress());
    if (parts.text().isPresent()) {
      TextRun retraining = new TextRun(session.configuration(), parts);
      Optional<TextRetrainResult> trained =
          child == null
              ? retraining.retrain(
                  BestArchitecture.of(
                      architecture, session.values(), session.folder(), parts.space()),
                  session.folder(),
                  resume,
                  session.progress())
              : retraining.retrain(child, session.folder(), resume, session.progress());
      trained.ifPresent(r -> session.print(LanguageTable.of(session.folder().retrain(), r)));
      return trained.isPresent() ? ExitCode.DONE : ExitCode.STOPPED;
    }
    RetrainRun retraining = new RetrainRun(session.configuration(), session.folder(), parts);
    Optional<RetrainResult> result =
        child == null
            ? retraining.run(
                BestArchitecture.of(
                    architecture, session.values(), session.folder(), parts.space()),
                resume,
                session.progress())
            : retraining.run(child, resume, session.progress());
    result.ifPresent(r -> session.print(table(session.folder().retrain(), r)));
    return result.isPresent() ? ExitCode.DONE : ExitCode.STOPPED;
  }

  /** The result as one row. */
  static TextTable table(Path folder, RetrainResult result) {
    return new TextTable(
        List.of(
            "folder",
            "architecture",
            "validation_accuracy_percent",
            "test_accuracy_percent",
            "test_standard_error",
            "test_images",
            "macs_millions",
            "params_millions"),
        List.of(
            List.of(
                folder.toString(),
                result.architecture(),
                Decimals.text(result.validation().accuracyPercent(), 2),
                Decimals.text(result.test().accuracyPercent(), 2),
                Decimals.text(result.test().standardErrorPercent(), 2),
                Integer.toString(result.test().images()),
                Decimals.text(result.macsMillions(), 2),
                Decimals.text(result.paramsMillions(), 3))));
  }
}
