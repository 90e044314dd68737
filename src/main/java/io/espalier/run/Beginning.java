package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.settings.TrainingSettings;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.WarmStart;
import io.espalier.supernet.train.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The weights that a training begins with. */
final class Beginning {

  private final Run run;
  private final TrainingSettings settings;

  Beginning(Run run) {
    this.run = run;
    this.settings = run.settings().train();
  }

  private boolean isWarm() {
    return !settings.warmStart().isEmpty();
  }

  /**
   * Random weights.
   *
   * @param seed that of the training
   */
  Weights random(Blueprint blueprint, Seed seed) {
    return Weights.initialise(
        blueprint, PyTorch.device(run.settings().device()), seed.derive("weights"));
  }

  /**
   * Random weights, or those of the configured file; a training that is resumed reads its own
   * later.
   *
   * @param seed that of the training
   * @param folder that of the training
   * @throws InputError if the file is another one than when it was configured, or does not fit
   */
  Weights weights(Blueprint blueprint, Seed seed, Path folder) {
    Weights weights = random(blueprint, seed);
    if (isWarm() && !Files.exists(Training.last(folder))) {
      try {
        warm(weights);
      } catch (InputError e) {
        weights.close();
        throw e;
      }
    }
    return weights;
  }

  private void warm(Weights weights) {
    WarmStart start = new WarmStart(settings.warmStart(), settings.warmStartNames());
    if (!start.hash().equals(settings.warmStartHash())) {
      throw new InputError(
          "%s was changed since train.warm_start named it; name it again, in another folder, to begin with what it says now"
              .formatted(settings.warmStart()));
    }
    WarmStart.Taken taken = start.into(weights);
    run.progress()
        .say(
            "the training begins with %d tensors of %s, %d of them slices; %d tensors begin as they were drawn"
                .formatted(taken.tensors(), settings.warmStart(), taken.slices(), taken.fresh()));
  }

  /** What a checkpoint says of it. */
  Map<String, String> identity() {
    return isWarm() ? Map.of("warm_start", settings.warmStartHash()) : Map.of();
  }

  /** What a provenance says of it after the command. */
  String origin() {
    return isWarm() ? ", beginning with the weights of SHA-256 " + settings.warmStartHash() : "";
  }
}
