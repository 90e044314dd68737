package io.espalier.cost;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Uses a network's cost as its score: the baseline that every other estimate has to beat. Larger
 * networks tend to be better, so higher is better here too.
 *
 * <p>Exact, without images. Safe for several threads.
 */
public final class CostEstimator implements Estimator {

  private final Blueprint blueprint;
  private final ToDoubleFunction<Cost> figure;

  private CostEstimator(Blueprint blueprint, ToDoubleFunction<Cost> figure) {
    this.blueprint = blueprint;
    this.figure = figure;
  }

  /** The multiply-accumulate operations of a network's live part, in millions. */
  public static CostEstimator macs(Blueprint blueprint) {
    return new CostEstimator(blueprint, Cost::macsMillions);
  }

  /** The parameters of a network's live part, in millions. */
  public static CostEstimator params(Blueprint blueprint) {
    return new CostEstimator(blueprint, Cost::paramsMillions);
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    return batch.stream().map(this::estimate).toList();
  }

  private Outcome estimate(Architecture architecture) {
    long start = System.nanoTime();
    try {
      double score = figure.applyAsDouble(CostModel.of(blueprint.plan(architecture).live()));
      return new Estimate(architecture, score, 0, 0, (System.nanoTime() - start) / 1e9);
    } catch (RuntimeException e) {
      return new Failure(architecture, "its network cannot be built: " + e.getMessage());
    }
  }
}
