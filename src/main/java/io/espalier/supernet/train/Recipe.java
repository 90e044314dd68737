package io.espalier.supernet.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.espalier.error.InputError;

/**
 * The settings of a training: gradient descent with momentum, weight decay and clipping by global
 * norm; the learning rate rises linearly, then falls.
 *
 * @param epochs the number of passes over the training images, at least 1
 * @param batchSize the number of images per step
 * @param learningRate the largest rate
 * @param momentum between 0 (none) and 1
 * @param weightDecay the share of each weight that is added to its gradient
 * @param clipNorm gradients are scaled down to this Euclidean norm, over all weights that are
 *     active in the step, if their norm is larger; 0 for no clipping
 * @param warmupEpochs the number of epochs until the largest rate is reached
 * @param labelSmoothing the share of the target that is spread over all classes, below 1 (Szegedy
 *     et al., 2016)
 * @param update the update rule; null for stochastic gradient descent
 * @param schedule the decay of the rate; null for half a cosine to 0
 */
@JsonIgnoreProperties({"update", "schedule"})
public record Recipe(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double weightDecay,
    double clipNorm,
    double warmupEpochs,
    double labelSmoothing,
    Optimizer update,
    Annealing schedule) {

  public Recipe {
    update = update == null ? new Sgd() : update;
    schedule = schedule == null ? new Annealing.Cosine() : schedule;
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(batchSize >= 1, "batchSize", batchSize, "at least 1");
    require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "> 0");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "from 0 to below 1");
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "from 0 to below 1");
    require(clipNorm >= 0, "clipNorm", clipNorm, "0 (none) or more");
    require(
        warmupEpochs >= 0 && warmupEpochs <= epochs, "warmupEpochs", warmupEpochs, "0 to epochs");
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "labelSmoothing",
        labelSmoothing,
        "from 0 to below 1");
  }

  /** Stochastic gradient descent whose rate follows half a cosine. */
  public Recipe(
      int epochs,
      int batchSize,
      double learningRate,
      double momentum,
      double weightDecay,
      double clipNorm,
      double warmupEpochs,
      double labelSmoothing) {
    this(
        epochs,
        batchSize,
        learningRate,
        momentum,
        weightDecay,
        clipNorm,
        warmupEpochs,
        labelSmoothing,
        null,
        null);
  }

  /** This recipe with another optimizer and another decay of the rate. */
  public Recipe with(Optimizer other, Annealing fall) {
    return new Recipe(
        epochs,
        batchSize,
        learningRate,
        momentum,
        weightDecay,
        clipNorm,
        warmupEpochs,
        labelSmoothing,
        other,
        fall);
  }

  /** This recipe with another number of epochs, which also bounds the warm-up. */
  public Recipe withEpochs(int other) {
    return new Recipe(
        other,
        batchSize,
        learningRate,
        momentum,
        weightDecay,
        clipNorm,
        Math.min(warmupEpochs, other),
        labelSmoothing,
        update,
        schedule);
  }

  /** The rate of a step, counted from 0. */
  public double learningRate(long step, long stepsPerEpoch) {
    return learningRate(step, stepsPerEpoch, true, epochs);
  }

  /**
   * The rate of a step of a phase.
   *
   * @param step its number in the phase, counted from 0
   * @param warm whether the phase begins with the warm-up, or as much of it as fits
   * @param length the epochs of the phase
   */
  double learningRate(long step, long stepsPerEpoch, boolean warm, double length) {
    double warmed = warm ? Math.min(warmupEpochs, length) : 0;
    double warmup = warmed * stepsPerEpoch;
    if (step < warmup) {
      return learningRate * Math.min(1, (step + 1) / warmup);
    }
    return learningRate * schedule.share((double) step / stepsPerEpoch, warmed, length);
  }

  private static void require(boolean holds, String name, Number given, String allowed) {
    if (!holds) {
      throw new InputError("%s is %s; allowed is %s".formatted(name, given, allowed));
    }
  }
}
