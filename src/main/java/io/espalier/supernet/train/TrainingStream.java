package io.espalier.supernet.train;

import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import java.util.List;

/** The data of a training's steps. */
public interface TrainingStream {

  /** The number of steps of one pass over the data. */
  long stepsPerEpoch();

  /**
   * Begins to learn from these data.
   *
   * @param weights the trained weights
   * @param optimizer updates them
   * @param labelSmoothing the share of each target that is spread over all classes
   * @param classes the number of classes
   */
  Learner begin(Weights weights, ActiveSgd optimizer, double labelSmoothing, int classes);

  /** Labelled images. */
  static TrainingStream of(BatchReader images) {
    return new TrainingStream() {
      @Override
      public long stepsPerEpoch() {
        return images.batchesPerEpoch();
      }

      @Override
      public Learner begin(
          Weights weights, ActiveSgd optimizer, double labelSmoothing, int classes) {
        TrainingStep step = new TrainingStep(weights, optimizer, labelSmoothing, classes);
        return (number, paths, rate) -> {
          Batch batch = images.training(number);
          TrainingStep.Outcome outcome = step.run(paths, batch, rate);
          images.release(batch);
          return outcome;
        };
      }
    };
  }

  /** Makes the steps of one training, in their order. */
  @FunctionalInterface
  interface Learner {

    /**
     * Forward, backward and update; if the loss is not finite, no weights are moved.
     *
     * @param step its number, counted from 0
     * @param paths the networks to train
     * @param rate the learning rate
     */
    TrainingStep.Outcome run(long step, Paths paths, double rate);

    /**
     * The state that the next step depends on in addition to the weights, as checkpoint entries.
     */
    default List<Safetensors.Entry> entries() {
      return List.of();
    }

    /** Restores that state from a checkpoint. */
    default void read(Safetensors checkpoint) {}
  }
}
