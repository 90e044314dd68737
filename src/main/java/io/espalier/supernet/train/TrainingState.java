package io.espalier.supernet.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a training apart from its tensors; numbers are written so that they read back
 * exactly.
 *
 * @param step the number of steps done
 * @param rateFactor the factor of the recipe's learning rate; below 1 after a roll-back
 * @param rollbacks the number of roll-backs to a checkpoint
 * @param seconds the wall time spent
 * @param cpuSeconds the CPU time spent by the process, all threads
 * @param lossAverage the loss guard's running mean of the loss
 * @param sums the sums since the last row of the metrics
 * @param lastRow the sums of that row
 * @param validations the validation accuracy in percent after each epoch
 */
record TrainingState(
    long step,
    double rateFactor,
    int rollbacks,
    double seconds,
    double cpuSeconds,
    double lossAverage,
    Sums sums,
    Sums lastRow,
    List<Double> validations) {

  TrainingState {
    validations = List.copyOf(validations);
  }

  /**
   * Sums over the images of some steps.
   *
   * @param loss sum of the losses times images
   * @param correct images classified correctly
   * @param images images seen
   */
  record Sums(double loss, long correct, long images) {

    static final Sums NONE = new Sums(0, 0, 0);

    double meanLoss() {
      return images == 0 ? 0 : loss / images;
    }

    double accuracyPercent() {
      return images == 0 ? 0 : 100.0 * correct / images;
    }

    private String text() {
      return loss + " " + correct + " " + images;
    }

    private static Sums parse(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 3) {
        throw new NumberFormatException("three numbers are needed, not '" + text + "'");
      }
      return new Sums(
          Double.parseDouble(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
  }

  static TrainingState start(double lossAverage) {
    return new TrainingState(0, 1, 0, 0, 0, lossAverage, Sums.NONE, Sums.NONE, List.of());
  }

  TrainingState after(
      double loss, int correct, int images, double average, double spent, double cpuSpent) {
    Sums more = new Sums(sums.loss + loss * images, sums.correct + correct, sums.images + images);
    return new TrainingState(
        step + 1,
        rateFactor,
        rollbacks,
        seconds + spent,
        cpuSeconds + cpuSpent,
        average,
        more,
        lastRow,
        validations);
  }

  TrainingState withNewRow() {
    return new TrainingState(
        step,
        rateFactor,
        rollbacks,
        seconds,
        cpuSeconds,
        lossAverage,
        Sums.NONE,
        sums,
        validations);
  }

  TrainingState withValidation(double accuracy) {
    List<Double> all = new ArrayList<>(validations);
    all.add(accuracy);
    return new TrainingState(
        step, rateFactor, rollbacks, seconds, cpuSeconds, lossAverage, sums, lastRow, all);
  }

  /** The best validation accuracy in percent; negative before the first. */
  double best() {
    return validations.stream().mapToDouble(Double::doubleValue).max().orElse(-1);
  }

  TrainingState rolledBack(int times, double factor, double spent, double cpuSpent) {
    return new TrainingState(
        step, factor, times, spent, cpuSpent, lossAverage, sums, lastRow, validations);
  }

  /** The latest sums to show: those since the last row or, if there are none, those of it. */
  Sums recent() {
    return sums.images == 0 ? lastRow : sums;
  }

  Map<String, String> toMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("step", Long.toString(step));
    metadata.put("rate_factor", Double.toString(rateFactor));
    metadata.put("rollbacks", Integer.toString(rollbacks));
    metadata.put("seconds", Double.toString(seconds));
    metadata.put("cpu_seconds", Double.toString(cpuSeconds));
    metadata.put("loss_average", Double.toString(lossAverage));
    metadata.put("sums", sums.text());
    metadata.put("last_row", lastRow.text());
    metadata.put(
        "validations", validations.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return metadata;
  }

  /**
   * Reads a checkpoint's header.
   *
   * @throws NumberFormatException if a number is missing or malformed
   */
  static TrainingState of(Map<String, String> metadata) {
    return new TrainingState(
        Long.parseLong(metadata.getOrDefault("step", "")),
        Double.parseDouble(metadata.getOrDefault("rate_factor", "")),
        Integer.parseInt(metadata.getOrDefault("rollbacks", "")),
        Double.parseDouble(metadata.getOrDefault("seconds", "")),
        Double.parseDouble(metadata.getOrDefault("cpu_seconds", "")),
        Double.parseDouble(metadata.getOrDefault("loss_average", "")),
        Sums.parse(metadata.getOrDefault("sums", "")),
        Sums.parse(metadata.getOrDefault("last_row", "")),
        Stream.of(metadata.getOrDefault("validations", "").split(" "))
            .filter(text -> !text.isEmpty())
            .map(Double::valueOf)
            .toList());
  }
}
