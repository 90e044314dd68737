package io.espalier.run;

import io.espalier.plan.Blueprint;
import io.espalier.plan.SplitBlueprint;
import io.espalier.random.Seed;
import io.espalier.settings.Settings;
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
 * folder, with the strategy and recipe of the run except for the number of epochs. All
 * sub-supernets start from its final weights.
 */
final class WholeTraining {

  private final Run run;
  private final Path folder;

  WholeTraining(Run run) {
    this.run = run;
    this.folder = run.folder().root().resolve("whole");
  }

  /** Trains to the end, or until a stop is asked for. */
  TrainingResult run(String hash, boolean resume) {
    Settings settings = run.settings();
    Blueprint blueprint = run.task().networks().whole();
    Seed seed = settings.rootSeed().derive("train whole");
    try (Weights weights = new Beginning(run).weights(blueprint, seed, folder)) {
      Training training =
          new Training(
              weights,
              new PlanSamplers(run).of(blueprint, List.of()),
              run.task().stream(settings.train().recipe().batchSize(), seed.derive("images")),
              settings.train().recipe().withEpochs(settings.train().wholeEpochs()),
              Averaging.NONE,
              seed,
              folder,
              Train.identity(run, blueprint, hash),
              Optional.empty());
      return SupernetTrainer.train(
          training, training.steps(), resume, run.folder()::begin, run.progress());
    }
  }

  /** Gives every sub-supernet the final weights of the training. */
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
