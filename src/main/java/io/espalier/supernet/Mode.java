package io.espalier.supernet;

import io.espalier.random.Seed;
import java.util.Optional;

/**
 * The statistics that batch norm uses during a run, whether it updates the running ones, and
 * whether dropout drops.
 *
 * @param batchStatistics whether each channel is normalised by the batch at hand rather than by the
 *     running statistics
 * @param momentum the weight of the batch's statistics when they are mixed into the running ones,
 *     as in PyTorch; 0 leaves the running ones untouched
 * @param dropout the seed by which values are dropped; empty where dropout passes all on
 */
public record Mode(boolean batchStatistics, double momentum, Optional<Seed> dropout) {

  /** The field's usual weight of a batch's statistics. */
  private static final double USUAL = 0.1;

  /** Batch statistics; the running ones follow with the field's usual weight of 0.1. */
  public static final Mode TRAINING = new Mode(true, USUAL);

  /** Running statistics, which stay as they are. */
  public static final Mode EVALUATION = new Mode(false, 0);

  /** Batch statistics; the running ones are neither read nor written. */
  public static final Mode BATCH_STATISTICS = new Mode(true, 0);

  public Mode {
    if (!(momentum >= 0 && momentum <= 1) || (!batchStatistics && momentum != 0)) {
      throw new IllegalArgumentException(
          "momentum %s with batch statistics %s".formatted(momentum, batchStatistics));
    }
  }

  /** No dropout. */
  public Mode(boolean batchStatistics, double momentum) {
    this(batchStatistics, momentum, Optional.empty());
  }

  /** As {@link #TRAINING}, with dropout; a pure function of this seed, that of the step. */
  public static Mode training(Seed step) {
    return new Mode(true, USUAL, Optional.of(step.derive("dropout")));
  }

  /**
   * Batch statistics; after the runs {@code accumulating(1)} to {@code accumulating(n)} the running
   * ones are the plain mean over the n batches.
   */
  public static Mode accumulating(int batch) {
    return new Mode(true, 1.0 / batch);
  }
}
