package io.espalier.supernet.train;

import io.espalier.data.BatchReader;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import java.util.List;

/** What the steps of a training learn from. */
public interface TrainingStream {

  /** The number of steps that go once through all there is to learn from. */
  long stepsPerEpoch();

  /**
   * Begins to learn from these.
   *
   * @param weights what is trained
   * @param optimizer moves them
   * @param labelSmoothing the share of each target that is spread over all classes
   * @param classes how many there are
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
        return (number, paths, rate) -> step.run(paths, images.training(number), rate);
      }
    };
  }

  /** Makes the steps of one training, in their order. */
  @FunctionalInterface
  interface Learner {

    /**
     * Forward, backward and update; without a finite loss nothing learned moves.
     *
     * @param step its number, counted from 0
     * @param paths what it trains
     * @param rate the learning rate
     */
    TrainingStep.Outcome run(long step, Paths paths, double rate);

    /** What the next step hangs on beside the weights, as it is written to a checkpoint. */
    default List<Safetensors.Entry> entries() {
      return List.of();
    }

    /** Takes that out of a checkpoint. */
    default void read(Safetensors checkpoint) {}
  }
}
