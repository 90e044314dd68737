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
 * @param weights what is trained, in place
 * @param plans what each step trains
 * @param stream what the steps learn from
 * @param recipe how it is trained
 * @param averaging which average of the weights is the result
 * @param seed the source of the plans' seeds; the reader of the images has its own
 * @param folder where {@code metrics.csv} and {@code checkpoints/} are kept
 * @param identity facts that a checkpoint must share with the training that resumes it: space,
 *     scale, blueprint, seed, hash of the configuration
 * @param validation what is measured after each epoch, and whether the training goes on then; empty
 *     for none. The best weights by it are kept as {@code checkpoints/best.safetensors}
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

  /** The checkpoint that a training is resumed from. */
  public static Path last(Path folder) {
    return folder.resolve("checkpoints").resolve("last.safetensors");
  }

  /** The checkpoint of the best validation accuracy; only where there is validation. */
  public static Path best(Path folder) {
    return folder.resolve("checkpoints").resolve("best.safetensors");
  }

  /** This training with other plans from the step on that it stands at. */
  public Training with(PlanSampler other) {
    return new Training(
        weights, other, stream, recipe, averaging, seed, folder, identity, validation);
  }

  /** What a step trains. */
  Paths paths(long step) {
    return plans
        .sample(seed.derive("plan").derive(step))
        .at((double) step / steps(), seed.derive("drop path").derive(step));
  }

  /** The number of steps of all epochs. */
  public long steps() {
    return (long) recipe.epochs() * stream.stepsPerEpoch();
  }
}
