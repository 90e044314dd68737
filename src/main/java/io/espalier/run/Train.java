package io.espalier.run;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.settings.Artifact;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains the supernet of a run. */
public final class Train {

  private final Run run;
  private final Settings settings;

  /** The training of a run's supernet. */
  public Train(Run run) {
    this.run = run;
    this.settings = run.settings();
  }

  /**
   * Trains until all epochs are done or a stop is asked for.
   *
   * @param command the command, for the provenance
   * @param resume whether to continue a training in the folder
   * @throws InputError if it holds one that is not to be resumed, or no architecture is within the
   *     limits
   */
  public TrainingResult run(String command, boolean resume) {
    Blueprint blueprint = run.task().networks().supernet();
    if (!settings.supernet().weights().isEmpty()) {
      throw new InputError(
          "supernet.weights names trained weights, %s, so there is nothing to train; search with them, or leave the key empty"
              .formatted(settings.supernet().weights()));
    }
    Footprint footprint = new Footprint(run);
    footprint.supernet();
    footprint.retraining();
    // Impossible limits are better refused now than before the search.
    run.problem().feasible();
    run.task().checkTest();
    Seed seed = settings.rootSeed().derive("train");
    PlanSamplers samplers = new PlanSamplers(run);
    samplers.of(blueprint, List.of());
    NativeTrust.here().require(run.progress());
    PyTorch.useThreads(settings.threadCount());
    // Guided trainings also depend on the settings of searches.
    boolean guided = settings.train().guide().rounds() > 0;
    String hash = settings.hash(guided ? Artifact.SEARCH : Artifact.SUPERNET);
    Optional<WholeTraining> whole =
        settings.supernet().split().isEmpty()
            ? Optional.empty()
            : Optional.of(new WholeTraining(run));
    if (whole.isPresent()) {
      TrainingResult result = whole.get().run(hash, resume);
      if (!result.finished()) {
        return result;
      }
    }
    Beginning beginning = new Beginning(run);
    try (Weights weights =
        whole.isPresent()
            ? beginning.random(blueprint, seed)
            : beginning.weights(blueprint, seed, run.folder().root())) {
      whole.ifPresent(training -> training.copyTo(weights));
      Training training =
          new Training(
              weights,
              samplers.of(blueprint, List.of()),
              run.task().stream(settings.train().recipe().batchSize(), seed.derive("images")),
              settings.train().recipe(),
              settings.train().averaging(),
              seed,
              run.folder().root(),
              identity(run, blueprint, hash),
              Optional.empty());
      TrainingResult result = train(training, samplers, blueprint, resume);
      run.provenance(command + beginning.origin(), hash).write(run.folder().provenance());
      return result;
    }
  }

  /** The facts that a checkpoint and the training that continues it must share. */
  static Map<String, String> identity(Run run, Blueprint blueprint, String hash) {
    Map<String, String> identity = new LinkedHashMap<>(Supernet.identity(blueprint));
    identity.put("seed", Long.toString(run.settings().seed()));
    identity.put("config", hash);
    identity.put(TrainedSupernet.DATA, run.task().dataUse().hash());
    identity.putAll(new Beginning(run).identity());
    return identity;
  }

  /** Trains from pause to pause; preferences of the tree hold until the next. */
  private TrainingResult train(
      Training training, PlanSamplers samplers, Blueprint blueprint, boolean resume) {
    Progress progress = run.progress();
    TreeGuide guide = new TreeGuide(run);
    List<Long> pauses = guide.pauses(training.steps());
    long first = pauses.isEmpty() ? training.steps() : pauses.get(0);
    TrainingResult result =
        SupernetTrainer.train(training, first, resume, run.folder()::begin, progress);
    for (int round = 1;
        round <= pauses.size() && result.steps() >= pauses.get(round - 1);
        round++) {
      Optional<List<Architecture>> preferred = guide.preferred(round);
      if (preferred.isEmpty()) {
        return result;
      }
      // The search's linear algebra sets a number of threads of its own.
      PyTorch.useThreads(settings.threadCount());
      long until = round < pauses.size() ? pauses.get(round) : training.steps();
      result =
          SupernetTrainer.train(
              training.with(samplers.of(blueprint, preferred.get())),
              until,
              true,
              () -> {},
              progress);
    }
    return result;
  }
}
