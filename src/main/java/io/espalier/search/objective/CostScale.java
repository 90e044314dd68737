package io.espalier.search.objective;

import io.espalier.search.FeasibleSet;
import io.espalier.search.Objective;
import io.espalier.space.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The costs of architectures, scaled by the range of all that were seen. */
public final class CostScale {

  /** The range goes on beyond the dearest by this share of it, so that the dearest counts. */
  private static final double BEYOND = 0.05;

  private static final int DRAWS = 512;

  private final List<Objective> costs;
  private final double[] low;
  private final double[] high;

  /** A scale that has seen nothing. */
  public CostScale(List<Objective> costs) {
    this.costs = List.copyOf(costs);
    this.low = new double[costs.size()];
    this.high = new double[costs.size()];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
  }

  /** The costs of an architecture, which widen the range if they are beyond it. */
  public double[] see(Architecture architecture) {
    double[] seen = Points.costs(architecture, costs);
    for (int c = 0; c < seen.length; c++) {
      low[c] = Math.min(low[c], seen[c]);
      high[c] = Math.max(high[c], seen[c]);
    }
    return seen;
  }

  /** Sees {@value #DRAWS} random members, for their range. */
  public void seeSome(FeasibleSet feasible, RandomGenerator random) {
    for (int d = 0; d < DRAWS; d++) {
      see(feasible.sample(random));
    }
  }

  /** Costs from 0, the lowest seen, to a little less than 1, the highest. */
  public double[] scaled(double[] seen) {
    double[] scaled = new double[seen.length];
    for (int c = 0; c < seen.length; c++) {
      double range = (1 + BEYOND) * (high[c] - low[c]);
      scaled[c] = range > 0 ? (seen[c] - low[c]) / range : 0;
    }
    return scaled;
  }
}
