package io.espalier.supernet.train;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a training is, apart from its tensors; numbers are written so that they read back
 * exactly.
 *
 * @param step steps done
 * @param rateFactor what the recipe's learning rate is multiplied by; below 1 after a roll-back
 * @param rollbacks how often the loss guard went back to a checkpoint
 * @param seconds wall time spent
 * @param lossAverage the loss guard's running mean of the loss
 * @param lossSum sum of the losses times images since the last row of the metrics
 * @param correct images classified correctly since then
 * @param seen images since then
 * @param best best validation accuracy in percent, negative before the first
 */
record TrainingState(
    long step,
    double rateFactor,
    int rollbacks,
    double seconds,
    double lossAverage,
    double lossSum,
    long correct,
    long seen,
    double best) {

  static TrainingState start(double lossAverage) {
    return new TrainingState(0, 1, 0, 0, lossAverage, 0, 0, 0, -1);
  }

  TrainingState after(double loss, int right, int images, double average, double spent) {
    return new TrainingState(
        step + 1,
        rateFactor,
        rollbacks,
        seconds + spent,
        average,
        lossSum + loss * images,
        correct + right,
        seen + images,
        best);
  }

  TrainingState withNewRow() {
    return new TrainingState(step, rateFactor, rollbacks, seconds, lossAverage, 0, 0, 0, best);
  }

  TrainingState withBest(double accuracy) {
    return new TrainingState(
        step, rateFactor, rollbacks, seconds, lossAverage, lossSum, correct, seen, accuracy);
  }

  TrainingState rolledBack(int times, double factor, double spent) {
    return new TrainingState(step, factor, times, spent, lossAverage, lossSum, correct, seen, best);
  }

  double loss() {
    return seen == 0 ? 0 : lossSum / seen;
  }

  double accuracyPercent() {
    return seen == 0 ? 0 : 100.0 * correct / seen;
  }

  Map<String, String> toMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("step", Long.toString(step));
    metadata.put("rate_factor", Double.toString(rateFactor));
    metadata.put("rollbacks", Integer.toString(rollbacks));
    metadata.put("seconds", Double.toString(seconds));
    metadata.put("loss_average", Double.toString(lossAverage));
    metadata.put("loss_sum", Double.toString(lossSum));
    metadata.put("correct", Long.toString(correct));
    metadata.put("seen", Long.toString(seen));
    metadata.put("best", Double.toString(best));
    return metadata;
  }

  /**
   * Reads a checkpoint's header.
   *
   * @throws NumberFormatException if a number is missing or none
   */
  static TrainingState of(Map<String, String> metadata) {
    return new TrainingState(
        Long.parseLong(metadata.getOrDefault("step", "")),
        Double.parseDouble(metadata.getOrDefault("rate_factor", "")),
        Integer.parseInt(metadata.getOrDefault("rollbacks", "")),
        Double.parseDouble(metadata.getOrDefault("seconds", "")),
        Double.parseDouble(metadata.getOrDefault("loss_average", "")),
        Double.parseDouble(metadata.getOrDefault("loss_sum", "")),
        Long.parseLong(metadata.getOrDefault("correct", "")),
        Long.parseLong(metadata.getOrDefault("seen", "")),
        Double.parseDouble(metadata.getOrDefault("best", "")));
  }
}
