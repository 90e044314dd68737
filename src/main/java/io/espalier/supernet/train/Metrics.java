package io.espalier.supernet.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of a training's progress; a resumed training leaves no row twice in it. */
final class Metrics {

  private static final String HEADER =
      "step,epoch,seconds,cpu_seconds,learning_rate,loss,accuracy_percent";

  private final Path file;
  private final boolean validated;

  /**
   * A table in this file.
   *
   * @param validated whether it has the column {@code validation_accuracy_percent}
   */
  Metrics(Path file, boolean validated) {
    this.file = file;
    this.validated = validated;
  }

  /** Drops the rows after a step, which will be written again, and incomplete ones. */
  void keepThrough(long step) {
    StringBuilder kept = new StringBuilder(HEADER);
    kept.append(validated ? ",validation_accuracy_percent\n" : "\n");
    try {
      List<String> lines = step > 0 && Files.exists(file) ? Files.readAllLines(file) : List.of();
      lines.stream()
          .filter(line -> line.matches("[0-9]{1,18},.*") && step(line) <= step)
          .forEach(line -> kept.append(line).append('\n'));
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    AtomicFile.writeText(file, kept.toString());
  }

  void append(
      TrainingState state, long epoch, double learningRate, OptionalDouble validationAccuracy) {
    String row =
        String.format(
            Locale.ROOT,
            "%d,%d,%.2f,%.2f,%.6g,%.5f,%.2f",
            state.step(),
            epoch,
            state.seconds(),
            state.cpuSeconds(),
            learningRate,
            state.sums().meanLoss(),
            state.sums().accuracyPercent());
    if (validated) {
      row +=
          validationAccuracy.isPresent()
              ? String.format(Locale.ROOT, ",%.2f", validationAccuracy.getAsDouble())
              : ",";
    }
    try {
      Files.write(
          file,
          (row + "\n").getBytes(UTF_8),
          StandardOpenOption.APPEND,
          // A link could redirect the write out of the run folder.
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new InputError(
          "cannot write %s: %s; make it writable or free some space"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static long step(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(',')));
  }
}
