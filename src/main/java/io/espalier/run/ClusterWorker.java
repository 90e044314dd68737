package io.espalier.run;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.settings.Catalogues;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;

/**
 * Estimates architectures for a run that another process leads. For one caller at a time; several
 * of them may work side by side.
 */
public final class ClusterWorker implements AutoCloseable {

  private final Run run;
  private final Estimators estimators;
  private final Estimator estimator;

  /**
   * A worker.
   *
   * @param job what it works on; its file of weights is one of this machine
   * @throws InputError if this machine lacks the data, has others, or computes incorrectly; for
   *     trainings, also if it does not see the run folder
   */
  public ClusterWorker(ClusterJob job, Progress progress) {
    NativeTrust.here().require(progress);
    Settings own = onThisMachine(job);
    boolean trains = job.score().equals(EstimateWeights.SCRATCH);
    this.run =
        trains
            ? Run.assisting(own, Catalogues.BUILT_IN, progress)
            : Run.without(own, Catalogues.BUILT_IN, progress);
    String found = run.task().dataUse().hash();
    if (!found.equals(job.dataHash())) {
      throw new InputError(
          "%s holds other data than those of the search (SHA-256 %.16s, not %.16s); copy the data to every machine, or to storage that all of them see"
              .formatted(own.data().source(), found, job.dataHash()));
    }
    this.estimators = new Estimators(run);
    this.estimator =
        trains
            ? new ScratchTrainings(run, own.estimate().scratch()).sharing(job.rollbacks())
            : estimators.named(job.score());
  }

  private static Settings onThisMachine(ClusterJob job) {
    Settings settings = job.settings();
    String weights = job.weights().map(Path::toString).orElse(settings.supernet().weights());
    return settings
        .withSupernet(settings.supernet().withWeights(weights))
        .withSearch(settings.search().withWorkers(1));
  }

  /** Estimates architectures, given by their ids. */
  public List<Outcome> estimate(List<String> ids) {
    SearchSpace space = run.task().networks().space();
    List<Architecture> batch = ids.stream().map(space::parse).toList();
    return estimator.estimate(batch);
  }

  @Override
  public void close() {
    estimators.close();
    run.close();
  }
}
