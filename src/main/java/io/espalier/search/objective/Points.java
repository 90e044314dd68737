package io.espalier.search.objective;

import io.espalier.estimate.Estimate;
import io.espalier.search.Objective;
import io.espalier.space.Architecture;
import java.util.List;

/** The coordinates of architectures, all minimised: minus the score, then the costs. */
public final class Points {

  private Points() {}

  /** The point of an estimate. */
  public static double[] of(Estimate estimate, List<Objective> costs) {
    return of(estimate.score(), costs(estimate.architecture(), costs));
  }

  /** The point of a score and costs. */
  public static double[] of(double score, double[] costs) {
    double[] point = new double[1 + costs.length];
    point[0] = -score;
    System.arraycopy(costs, 0, point, 1, costs.length);
    return point;
  }

  /** The costs of an architecture. */
  public static double[] costs(Architecture architecture, List<Objective> costs) {
    return costs.stream().mapToDouble(o -> o.cost().applyAsDouble(architecture)).toArray();
  }
}
