package io.espalier.supernet.evaluate;

import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Estimates architectures by how they do on the search-validation images with a supernet's weights.
 *
 * <p>Usually each child gets batch-norm statistics of its own, measured on training images: the
 * shared ones are a mixture over all children (Bender et al., ICML 2018; Guo et al., ECCV 2020).
 * Several children are estimated at once, each on one thread, so outcomes do not depend on the
 * number of workers.
 */
public final class SupernetEstimator implements Estimator {

  private final Supernet supernet;
  private final List<Batch> recalibration;
  private final List<Batch> validation;
  private final EstimateSettings settings;
  private final int workers;

  /**
   * An estimator that keeps its images in memory.
   *
   * @param recalibration training images for the statistics, 2,000 to 4,000 are usual
   * @param validation the search-validation images
   * @param settings which statistics are used and what the score is
   * @param workers how many children are estimated at once, at least 1
   */
  public SupernetEstimator(
      Supernet supernet,
      BatchReader recalibration,
      BatchReader validation,
      EstimateSettings settings,
      int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("no estimate is made by " + workers + " workers");
    }
    this.supernet = supernet;
    this.recalibration =
        settings.batchNorm() == Statistics.RECALIBRATED
            ? Evaluator.batches(recalibration)
            : List.of();
    this.validation = Evaluator.batches(validation);
    this.settings = settings;
    this.workers = workers;
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    int threads = JniUtils.getNumThreads();
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(workers, batch.size())));
    try {
      PyTorch.useThreads(1);
      List<Future<Outcome>> pending = new ArrayList<>();
      for (Architecture architecture : batch) {
        pending.add(pool.submit(() -> estimate(architecture)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> outcome : pending) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while estimating", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an estimate broke off", e.getCause());
    } finally {
      pool.shutdownNow();
      PyTorch.useThreads(threads);
    }
  }

  private Outcome estimate(Architecture architecture) {
    long start = System.nanoTime();
    try {
      PlanRunner runner = supernet.runner(architecture);
      Score score = score(runner);
      if (!Double.isFinite(score.loss())) {
        return new Failure(architecture, "its loss is " + score.loss());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Estimate(
          architecture,
          score.by(settings.score()),
          score.standardErrorBy(settings.score()),
          score.images(),
          seconds);
    } catch (RuntimeException e) {
      return new Failure(architecture, reason(e));
    }
  }

  private Score score(PlanRunner runner) {
    Evaluator evaluator = new Evaluator();
    Weights shared = supernet.weights();
    return switch (settings.batchNorm()) {
      case BATCH -> evaluator.score(runner, shared, Mode.BATCH_STATISTICS, validation);
      case SHARED -> evaluator.score(runner, shared, Mode.EVALUATION, validation);
      case RECALIBRATED -> {
        try (Weights child = shared.withOwnStatistics(runner.plan())) {
          evaluator.recalibrate(runner, child, recalibration);
          yield evaluator.score(runner, child, Mode.EVALUATION, validation);
        }
      }
    };
  }

  private static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank() ? deepest.toString() : message;
  }
}
