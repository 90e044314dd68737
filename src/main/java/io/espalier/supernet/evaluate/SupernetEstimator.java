package io.espalier.supernet.evaluate;

import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Plan;
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
 * Estimates architectures by their accuracy with a supernet's weights.
 *
 * <p>Each child gets batch-norm statistics of its own, measured on training images: the shared ones
 * are a mixture over all children (Bender et al., ICML 2018; Guo et al., ECCV 2020). Then its
 * accuracy on the search-validation images is taken. Several children are estimated at once, each
 * on one thread, so outcomes do not depend on the number of workers.
 */
public final class SupernetEstimator implements Estimator {

  private final Supernet supernet;
  private final List<Batch> recalibration;
  private final List<Batch> validation;
  private final int workers;

  /**
   * An estimator that keeps its images in memory.
   *
   * @param recalibration training images for the statistics, 2,000 to 4,000 are usual
   * @param validation the search-validation images
   * @param workers how many children are estimated at once, at least 1
   */
  public SupernetEstimator(
      Supernet supernet, BatchReader recalibration, BatchReader validation, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("no estimate is made by " + workers + " workers");
    }
    this.supernet = supernet;
    this.recalibration = Evaluator.batches(recalibration);
    this.validation = Evaluator.batches(validation);
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
      Plan plan = supernet.blueprint().plan(architecture).live();
      PlanRunner runner = new PlanRunner(plan);
      Evaluator evaluator = new Evaluator();
      try (Weights child = supernet.weights().withOwnStatistics(plan)) {
        evaluator.recalibrate(runner, child, recalibration);
        Score score = evaluator.score(runner, child, Mode.EVALUATION, validation);
        if (!Double.isFinite(score.loss())) {
          return new Failure(architecture, "its loss is " + score.loss());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Estimate(
            architecture,
            score.accuracyPercent(),
            score.standardErrorPercent(),
            score.images(),
            seconds);
      }
    } catch (RuntimeException e) {
      return new Failure(architecture, reason(e));
    }
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
