package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.estimate.CanonicalEstimator;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.GroupsUnderWay;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.Workers;
import io.espalier.file.FolderLock;
import io.espalier.file.Sha256;
import io.espalier.progress.Progress;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.ScratchEstimator;
import io.espalier.retrain.Subject;
import io.espalier.settings.Artifact;
import io.espalier.settings.ScratchSettings;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The trainings from scratch of a run, in {@code scratch/} of its folder, shared by searches and
 * rankings, so that nothing is trained twice.
 */
public final class ScratchTrainings {

  private final Run run;
  private final Settings all;
  private final ScratchSettings settings;
  private final BiFunction<Subject, RetrainRecipe, Retraining> trainings;

  /**
   * Trainings of a run.
   *
   * @throws InputError if the run's data do not support such trainings
   */
  public ScratchTrainings(Run run, ScratchSettings settings) {
    this.run = run;
    this.all = run.settings();
    this.settings = settings;
    this.trainings =
        run.task().comparedTrainings(settings.trainingImages(), run.provenance("espalier retrain"));
  }

  /**
   * Estimates a network once, however it is encoded.
   *
   * @param rollbacks how often a diverging training may be rolled back before it fails
   */
  public Estimator estimator(int rollbacks) {
    PyTorch.useThreads(all.threadCount());
    return new CanonicalEstimator(
        new ScratchEstimator(
            this::training,
            place(),
            new ScratchEstimator.Schedule(recipe().training().epochs(), settings.rule(), rollbacks),
            run.progress()),
        run.task().networks().space());
  }

  /**
   * The same trainings, side by side with other processes that train in the same folder: each
   * training is made by one of them.
   */
  Estimator sharing(int rollbacks) {
    Estimator own = estimator(rollbacks);
    SearchSpace space = run.task().networks().space();
    return batch -> {
      List<Outcome> outcomes = new ArrayList<>();
      for (Architecture architecture : batch) {
        Path folder = place().resolve(space.canonical(architecture).id());
        FolderLock lock = TrainingLock.take(folder, run.progress());
        try {
          outcomes.addAll(own.estimate(List.of(architecture)));
        } finally {
          lock.close();
        }
      }
      return outcomes;
    };
  }

  /**
   * Those who train: this process, or the run's cluster, whose machines look for the run folder, so
   * that the work in it must have {@linkplain RunFolder#begin begun}.
   *
   * @param rollbacks as in {@link #estimator}
   * @throws InputError if the cluster cannot make these trainings
   */
  public Workers workers(int rollbacks) {
    if (run.cluster().isEmpty()) {
      return Workers.here(estimator(rollbacks));
    }
    if (settings.rule().isUsed()) {
      throw new InputError(
          "estimate.scratch.stop_from is %d, but on a cluster trainings end in any order, and which of them the median rule stops depends on it; set it to 0"
              .formatted(settings.stopFrom()));
    }
    return run.cluster().get().workers(ClusterJob.trainings(run, settings, rollbacks));
  }

  /**
   * Trains all of these.
   *
   * @param rollbacks as in {@link #estimator}
   * @param what what they are, for the progress
   * @return their outcomes, in order; empty if a stop was asked for, when the finished ones are
   *     kept
   */
  public Optional<List<Outcome>> all(List<Architecture> architectures, int rollbacks, String what) {
    Progress progress = run.progress();
    Outcome[] outcomes = new Outcome[architectures.size()];
    int begun = 0;
    int done = 0;
    try (Progress.Task task = progress.begin(what, "trainings", outcomes.length, 0)) {
      GroupsUnderWay<Integer> running = new GroupsUnderWay<>(workers(rollbacks));
      while (done < outcomes.length) {
        while (begun < outcomes.length && running.haveRoom()) {
          running.begin(begun, List.of(architectures.get(begun++)));
        }
        for (GroupsUnderWay.Done<Integer> trained : running.await(progress::stopRequested)) {
          outcomes[trained.of()] = trained.outcomes().get(0);
          done++;
          task.advance(1, "");
        }
        if (done < outcomes.length && progress.stopRequested()) {
          return Optional.empty();
        }
      }
    } catch (EstimateStopped e) {
      return Optional.empty();
    }
    return Optional.of(List.of(outcomes));
  }

  private Retraining training(Architecture architecture) {
    Subject subject = new Retrain(run).fromScratch(architecture, channels(), cells());
    return trainings.apply(subject, recipe());
  }

  private RetrainRecipe recipe() {
    RetrainRecipe recipe = run.retrainRecipe();
    if (recipe.distil() > 0) {
      throw new InputError(
          "retrain.distil is %s, but trainings from scratch to compare architectures have no teacher; set it to 0 until the best one is retrained"
              .formatted(recipe.distil()));
    }
    return settings.of(recipe);
  }

  private int channels() {
    return firstOf(settings.channels(), all.retrain().channels(), all.supernet().channels());
  }

  private int cells() {
    return firstOf(settings.cells(), all.retrain().cells(), all.supernet().cells());
  }

  private static int firstOf(int own, int retraining, int supernet) {
    if (own > 0) {
      return own;
    }
    return retraining > 0 ? retraining : supernet;
  }

  private Path place() {
    String schedule =
        "%d %d %d %d"
            .formatted(
                recipe().training().epochs(), settings.trainingImages(), channels(), cells());
    String hash =
        Sha256.of(all.hash(Artifact.SCRATCH_TRAINING) + run.task().dataUse().hash() + schedule);
    return run.folder().scratch().resolve(hash.substring(0, 8));
  }

  /** A description of the trainings. */
  public String words() {
    return "%d epochs, %d channels, %d cells a stage"
        .formatted(recipe().training().epochs(), channels(), cells());
  }
}
