package io.espalier.config;

import io.espalier.plan.Blueprint;
import io.espalier.plan.SplitBlueprint;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The training of a supernet before it is split (few-shot NAS): in {@code whole/} of the run
 * folder, with the strategy and recipe of the run but for the number of epochs. The sub-supernets
 * all begin with the weights that it ends with.
 */
final class WholeTraining {

  private final Config config;
  private final Parts parts;
  private final Path folder;

  WholeTraining(Config config, Parts parts, RunFolder run) {
    this.config = config;
    this.parts = parts;
    this.folder = run.root().resolve("whole");
  }

  /** Trains to the end, or until a stop is asked for. */
  TrainingResult run(String hash, boolean resume, Runnable begin, Progress progress) {
    Blueprint blueprint = parts.wholeBlueprint();
    Seed seed = parts.seed().derive("train whole");
    try (Weights weights =
        Weights.initialise(blueprint, PyTorch.device(config.device()), seed.derive("weights"))) {
      Training training =
          new Training(
              weights,
              Strategies.named(config.train(), blueprint, parts, List.of()),
              parts.stream(config.train().recipe().batchSize(), seed.derive("images")),
              config.train().recipe().withEpochs(config.train().wholeEpochs()),
              Averaging.NONE,
              seed,
              folder,
              TrainingRun.identity(blueprint, config, hash),
              Optional.empty());
      return SupernetTrainer.train(training, training.steps(), resume, begin, progress);
    }
  }

  /** Gives every sub-supernet what the training ended with. */
  void copyTo(Weights split) {
    Safetensors content = Safetensors.read(Training.last(folder));
    Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    split
        .all()
        .keySet()
        .forEach(name -> tensors.put(name, content.tensors().get(SplitBlueprint.wholePath(name))));
    split.read(new Safetensors(content.metadata(), tensors));
  }
}
