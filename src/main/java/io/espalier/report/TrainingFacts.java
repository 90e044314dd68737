package io.espalier.report;

import io.espalier.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The figures of the supernet's training, in words. */
public final class TrainingFacts {

  private TrainingFacts() {}

  /** Steps, seconds and last figures, from the run folder's {@code metrics.csv} if it has one. */
  public static Optional<String> read(Path runFolder) {
    Path metrics = runFolder.resolve("metrics.csv");
    if (!Files.isRegularFile(metrics)) {
      return Optional.empty();
    }
    try {
      Curve curve = Curve.read(metrics);
      double cpu = curve.last("cpu_seconds");
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%,.0f steps, %,.0f seconds of wall time%s; last loss %.3f",
              curve.last("step"),
              curve.last("seconds"),
              Double.isNaN(cpu) ? "" : String.format(Locale.ROOT, ", %,.0f CPU seconds", cpu),
              curve.last("loss")));
    } catch (InputError e) {
      return Optional.empty();
    }
  }
}
