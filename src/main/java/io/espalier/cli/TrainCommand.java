package io.espalier.cli;

import io.espalier.cli.option.Declared;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.run.Train;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "train",
    description = {
      "Trains the supernet.",
      "With DIR, trains the supernet declared in DIR/supernet.yaml and keeps its weights and checks"
          + " in DIR."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder that declares a supernet, for example supernet/cifar10-nasbench201.")
  Path declared;

  @Mixin RunOptions run;

  @Option(names = "--epochs", paramLabel = "N", description = "Number of epochs.")
  Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
  Integer batchSize;

  @Option(names = "--resume", description = "Continues the training in the run folder.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration =
        run.configuration(
            declared == null ? null : new Declared(declared, run.catalogues()).configuration());
    configuration = RunOptions.with(configuration, "train.epochs", epochs);
    configuration = RunOptions.with(configuration, "train.batch_size", batchSize);
    return Session.run("train", configuration, run, output, this::train);
  }

  private int train(Session session) {
    TrainingResult result = new Train(session.run()).run("espalier train", resume);
    session.print(
        new TextTable(
            List.of("folder", "finished", "steps", "seconds", "loss", "accuracy_percent"),
            List.of(
                List.of(
                    session.folder().root().toString(),
                    Boolean.toString(result.finished()),
                    Long.toString(result.steps()),
                    String.format(Locale.ROOT, "%.1f", result.seconds()),
                    String.format(Locale.ROOT, "%.4f", result.loss()),
                    String.format(Locale.ROOT, "%.2f", result.accuracyPercent())))));
    if (result.finished() && declared != null) {
      new Declared(declared, run.catalogues()).supernet().publish(session.run());
    }
    return result.finished() ? ExitCode.DONE : ExitCode.STOPPED;
  }
}
