package io.espalier.supernet.train;

import io.espalier.data.BatchReader;
import io.espalier.random.Seed;
import io.espalier.supernet.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A training: of a supernet by sampled plans, or of one network by a constant plan.
 *
 * @param weights the trained weights, changed in place
 * @param plans chooses the networks of each step
 * @param stream the data of the steps
 * @param recipe the settings of the training
 * @param averaging the average of the weights that is the result
 * @param seed the source of the plans' seeds; the reader of the images has its own seed
 * @param folder the folder of {@code metrics.csv} and {@code checkpoints/}
 * @param identity facts that a checkpoint must share with the training that resumes it: space,
 *     scale, blueprint, seed, hash of the configuration
 * @param validation measures the network after each epoch and decides whether the training
 *     continues; empty for none. The best weights are kept as {@code checkpoints/best.safetensors}
 */
public record Training(
    Weights weights,
    PlanSampler plans,
    TrainingStream stream,
    Recipe recipe,
    Averaging averaging,
    Seed seed,
    Path folder,
    Map<String, String> identity,
    Optional<Supervision> validation) {

  public Training {
    identity = Map.copyOf(identity);
  }

  /** A training on images. */
  public Training(
      Weights weights,
      PlanSampler plans,
      BatchReader images,
      Recipe recipe,
      Averaging averaging,
      Seed seed,
      Path folder,
      Map<String, String> identity,
      Optional<Supervision> validation) {
    this(
        weights,
        plans,
        TrainingStream.of(images),
        recipe,
        averaging,
        seed,
        folder,
        identity,
        validation);
  }

  /** The checkpoint from which a training is resumed. */
  public static Path last(Path folder) {
    return folder.resolve("checkpoints").resolve("last.safetensors");
  }

  /** The checkpoint with the best validation accuracy; exists only with validation. */
  public static Path best(Path folder) {
    return folder.resolve("checkpoints").resolve("best.safetensors");
  }

  /** This training with other plans from its current step on. */
  public Training with(PlanSampler other) {
    return new Training(
        weights, other, stream, recipe, averaging, seed, folder, identity, validation);
  }

  /** The networks of a step, by the sampler of its phase. */
  Paths paths(long step, PlanSampler sampler) {
    return sampler
        .sample(seed.derive("plan").derive(step))
        .at((double) step / steps(), seed.derive("drop path").derive(step));
  }

  /** The number of classes of the networks. */
  int classes() {
    return plans.sample(seed.derive("plan").derive(0)).classes();
  }

  /** The number of steps of all epochs. */
  public long steps() {
    return (long) recipe.epochs() * stream.stepsPerEpoch();
  }
}
