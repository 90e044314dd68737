package io.espalier.supernet.zerocost;

import ai.djl.pytorch.jni.JniUtils;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import java.util.List;

/**
 * Base class of the scores of untrained networks. A score is a pure function of the architecture:
 * random weights are derived by path from one seed. For one thread; closing frees the weights.
 */
public abstract class UntrainedEstimator implements Estimator, AutoCloseable {

  private final Blueprint blueprint;

  /** An estimator on the networks of a blueprint. */
  protected UntrainedEstimator(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  /** The blueprint of the networks. */
  protected final Blueprint blueprint() {
    return blueprint;
  }

  /** The score of an architecture; a score that is not finite becomes a failure. */
  protected abstract double score(Architecture architecture);

  /** The number of images that a score is measured on. */
  protected abstract int images();

  @Override
  public abstract void close();

  @Override
  public final List<Outcome> estimate(List<Architecture> batch) {
    boolean recorded = JniUtils.isGradMode();
    try {
      PyTorch.recordGradients(false);
      return batch.stream().map(this::estimate).toList();
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }

  private Outcome estimate(Architecture architecture) {
    long start = System.nanoTime();
    try {
      double score = score(architecture);
      if (!Double.isFinite(score)) {
        return new Failure(architecture, "its score is " + score);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Estimate(architecture, score, 0, images(), seconds);
    } catch (RuntimeException e) {
      return new Failure(architecture, "it cannot be run: " + e);
    }
  }
}
