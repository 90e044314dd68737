package io.espalier.cli;

import io.espalier.cli.option.ChildConfiguration;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
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
    description = "Trains a child on its own and measures it once on the test data.",
    mixinStandardHelpOptions = true)
final class RetrainCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = {"-a", "--architecture"},
      paramLabel = "ID",
      description = "The child; default: the best of the search.")
  String architecture;

  @Option(
      names = "--child",
      paramLabel = "DIR",
      description = "The folder of an exported child; besides it, only images are needed (--data).")
  Path child;

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = "The data, for example folder:PATH (see espalier list data).")
  String data;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "The recipe (see espalier list recipes).")
  String recipe;

  @Option(
      names = "--from",
      paramLabel = "START",
      description = "Initial weights: scratch (random), or inherited (those of the child).")
  String from;

  @Option(names = "--epochs", paramLabel = "N", description = "Number of epochs.")
  Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
  Integer batchSize;

  @Option(names = "--resume", description = "Continues the retraining in the run folder.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if (child != null && architecture != null) {
      throw new InputError("--child and --architecture both name a child; give one, not both");
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
