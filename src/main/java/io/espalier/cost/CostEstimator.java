package io.espalier.cost;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import java.util.List;

/**
 * Uses a network's cost as its score: the baseline that every other estimate has to beat. Larger
 * networks tend to be better, so higher is better here too.
 *
 * <p>Exact, without images. Safe for several threads.
 *
 * @param blueprint how networks are built
 * @param kind the cost of what is live of a network
 */
public record CostEstimator(Blueprint blueprint, CostKind kind) implements Estimator {

  /**
   * As the constructor.
   *
   * @throws io.espalier.error.InputError if nothing tells this cost
   */
  public static CostEstimator of(Blueprint blueprint, CostKind kind) {
    kind.of(blueprint);
    return new CostEstimator(blueprint, kind);
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    return batch.stream().map(this::estimate).toList();
  }

  private Outcome estimate(Architecture architecture) {
    long start = System.nanoTime();
    try {
      double score = kind.of(blueprint).applyAsDouble(architecture);
      return new Estimate(architecture, score, 0, 0, (System.nanoTime() - start) / 1e9);
    } catch (RuntimeException e) {
      return new Failure(architecture, "its network cannot be built: " + e.getMessage());
    }
  }
}
