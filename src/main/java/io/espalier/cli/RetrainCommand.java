package io.espalier.cli;

import io.espalier.cli.table.Rows;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.retrain.Retrained;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Retrain;
import java.nio.file.Path;
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
      description = "Which child; default: the best of the search.")
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
      description = "The data, for example folder:PATH (espalier list data).")
  String data;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "The recipe (espalier list recipes).")
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
      throw new InputError("--child and --architecture both name a child; give one of them");
    }
    // The run's; of a child, the defaults with its size, in a run folder of its own.
    Configuration standard = child == null ? null : ChildConfiguration.of(child, run.catalogues());
    Configuration configuration =
        run.configuration(standard, given -> RunOptions.with(given, "retrain.recipe", recipe));
    configuration = RunOptions.with(configuration, "data.source", data);
    configuration = RunOptions.with(configuration, "retrain.from", from);
    configuration = RunOptions.with(configuration, "retrain.epochs", epochs);
    configuration = RunOptions.with(configuration, "retrain.batch_size", batchSize);
    return child == null && architecture == null
        ? Session.run("retrain", configuration, run, output, this::retrain)
        : Session.run(
            "retrain", "the same command with --resume", configuration, run, output, this::retrain);
  }

  private int retrain(Session session) {
    Retrain retraining = new Retrain(session.run());
    Optional<? extends Retrained> result =
        child == null
            ? retraining.run(BestArchitecture.of(architecture, session.run()), resume)
            : retraining.run(child, resume);
    result.ifPresent(r -> session.print(Rows.of(session.folder().retrain(), r)));
    return result.isPresent() ? ExitCode.DONE : ExitCode.STOPPED;
  }
}
