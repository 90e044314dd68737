package io.espalier.cli;

import io.espalier.config.Configuration;
import io.espalier.config.Parts;
import io.espalier.config.TrainingRun;
import io.espalier.supernet.train.TrainingResult;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "train", description = "Trains the supernet.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
  Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images per step.")
  Integer batchSize;

  @Option(names = "--resume", description = "Goes on with the training that the folder holds.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration = run.configuration(null);
    configuration = RunOptions.with(configuration, "train.epochs", epochs);
    configuration = RunOptions.with(configuration, "train.batch_size", batchSize);
    return Session.run("train", configuration, output, this::train);
  }

  private int train(Session session) {
    Parts parts = new Parts(session.values(), session.progress());
    TrainingResult result =
        TrainingRun.run(
            "espalier train",
            session.configuration(),
            session.folder(),
            parts,
            resume,
            session.progress());
    session.print(
        new Table(
            List.of("folder", "finished", "steps", "seconds", "loss", "accuracy_percent"),
            List.of(
                List.of(
                    session.folder().root().toString(),
                    Boolean.toString(result.finished()),
                    Long.toString(result.steps()),
                    String.format(Locale.ROOT, "%.1f", result.seconds()),
                    String.format(Locale.ROOT, "%.4f", result.loss()),
                    String.format(Locale.ROOT, "%.2f", result.accuracyPercent())))));
    return result.finished() ? ExitCode.DONE : ExitCode.STOPPED;
  }
}
