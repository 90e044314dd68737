package io.espalier.config;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Trains the supernet of a run folder. */
public final class TrainingRun {

  private TrainingRun() {}

  /**
   * Trains until all epochs are done or {@code progress} asks to stop.
   *
   * @param command what the user asked for, for the provenance
   * @param resume whether to go on with a training that the folder holds
   * @throws io.espalier.error.InputError if it holds one that is not to be resumed, or no
   *     architecture keeps the limits
   */
  public static TrainingResult run(
      String command,
      Configuration configuration,
      RunFolder folder,
      Parts parts,
      boolean resume,
      Progress progress) {
    Config config = configuration.values();
    Blueprint blueprint = parts.blueprint();
    if (!config.supernet().weights().isEmpty()) {
      throw new InputError(
          "supernet.weights names trained weights, %s, so there is nothing to train; search with them, or leave the key empty"
              .formatted(config.supernet().weights()));
    }
    Footprint footprint = new Footprint(config, parts);
    footprint.supernet();
    footprint.retraining();
    // Limits that nothing keeps are better refused now than when it comes to searching.
    parts.feasible();
    parts.checkTest();
    Seed seed = parts.seed().derive("train");
    PlanSampler plans = Strategies.named(config.train(), blueprint, parts, List.of());
    NativeTrust.here().require(progress);
    PyTorch.useThreads(parts.threads());
    // The searches that guide a training decide it, too.
    boolean guided = config.train().guide().rounds() > 0;
    String hash = configuration.hash(guided ? Artifact.SEARCH : Artifact.SUPERNET);
    Optional<WholeTraining> whole =
        config.supernet().split().isEmpty()
            ? Optional.empty()
            : Optional.of(new WholeTraining(config, parts, folder));
    if (whole.isPresent()) {
      TrainingResult result = whole.get().run(hash, resume, folder::begin, progress);
      if (!result.finished()) {
        return result;
      }
    }
    try (Weights weights =
        Weights.initialise(blueprint, PyTorch.device(config.device()), seed.derive("weights"))) {
      whole.ifPresent(training -> training.copyTo(weights));
      Training training =
          new Training(
              weights,
              plans,
              parts.stream(config.train().recipe().batchSize(), seed.derive("images")),
              config.train().recipe(),
              config.train().averaging(),
              seed,
              folder.root(),
              identity(blueprint, config, hash),
              Optional.empty());
      TreeGuide guide = new TreeGuide(configuration, folder, parts);
      TrainingResult result =
          train(
              training,
              guide,
              preferred -> Strategies.named(config.train(), blueprint, parts, preferred),
              parts.threads(),
              resume,
              folder::begin,
              progress);
      Provenance.now(command, config.seed(), hash, parts.dataUse()).write(folder.provenance());
      return result;
    }
  }

  /** What a checkpoint must share with the training that goes on from it. */
  static Map<String, String> identity(Blueprint blueprint, Config config, String hash) {
    Map<String, String> identity = new LinkedHashMap<>(Supernet.identity(blueprint));
    identity.put("seed", Long.toString(config.seed()));
    identity.put("config", hash);
    return identity;
  }

  /** Trains from pause to pause; what the tree says at one counts until the next. */
  private static TrainingResult train(
      Training training,
      TreeGuide guide,
      Function<List<Architecture>, PlanSampler> guided,
      int threads,
      boolean resume,
      Runnable begin,
      Progress progress) {
    List<Long> pauses = guide.pauses(training.steps());
    long first = pauses.isEmpty() ? training.steps() : pauses.get(0);
    TrainingResult result = SupernetTrainer.train(training, first, resume, begin, progress);
    for (int round = 1;
        round <= pauses.size() && result.steps() >= pauses.get(round - 1);
        round++) {
      Optional<List<Architecture>> preferred = guide.preferred(round, progress);
      if (preferred.isEmpty()) {
        return result;
      }
      // The search's linear algebra brings its own idea of how many threads there are.
      PyTorch.useThreads(threads);
      long until = round < pauses.size() ? pauses.get(round) : training.steps();
      result =
          SupernetTrainer.train(
              training.with(guided.apply(preferred.get())), until, true, () -> {}, progress);
    }
    return result;
  }
}
