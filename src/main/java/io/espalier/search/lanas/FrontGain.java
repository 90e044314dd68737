package io.espalier.search.lanas;

import io.espalier.search.objective.Headroom;
import io.espalier.search.regression.ExpectedImprovement;
import io.espalier.search.regression.Targets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The gain in hypervolume that is expected of a candidate, with scores measured in one of two
 * units.
 *
 * <p>In the unit of the scores it is what counts in the end, but where scores fall steeply, as
 * among networks that hardly learn, the process is least certain, and its guesses there outbid
 * everything else. In the unit of the process's targets, ranks, all parts of the front count alike.
 * A search takes turns.
 */
final class FrontGain {

  /** Hardly any score is more deviations above its mean. */
  private static final double ENDS = 5;

  /** The middles of equally likely parts of a standard normal distribution. */
  private static final double[] NODES = nodes(31);

  private final Headroom headroom;
  private final Targets.Scale scale;
  private final boolean inScores;

  private static double[] nodes(int count) {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double[] nodes = new double[count];
    for (int i = 0; i < count; i++) {
      nodes[i] = normal.inverseCumulativeProbability((i + 0.5) / count);
    }
    return nodes;
  }

  /**
   * The gain beyond these members.
   *
   * @param costs the scaled costs of each member
   * @param targets the target of each member
   * @param scale the scores with these targets
   * @param inScores whether the unit is that of the scores
   * @param random draws points of cost where there are more than two costs
   */
  FrontGain(
      List<double[]> costs,
      double[] targets,
      Targets.Scale scale,
      boolean inScores,
      RandomGenerator random) {
    this.scale = scale;
    this.inScores = inScores;
    double[] levels = targets.clone();
    for (int i = 0; i < levels.length; i++) {
      levels[i] = unit(targets[i]);
    }
    this.headroom = new Headroom(costs, levels, unit(scale.least()), costs.get(0).length, random);
  }

  /** Whether the unit is that of the scores. */
  boolean isInScores() {
    return inScores;
  }

  private double unit(double target) {
    return inScores ? scale.score(target) : target;
  }

  /** The gain at a target; below 0 where it gains nothing, the lower the more is missing. */
  double at(double[] costs, double target) {
    double gain = headroom.gain(costs, unit(target));
    return gain > 0 ? gain : Math.min(0, unit(target) - headroom.level(costs)) - 1e-9;
  }

  /** The expected gain, if the target is normally distributed. */
  double expected(double[] costs, double mean, double deviation) {
    if (!inScores) {
      return headroom.expected(
          costs, mean + ENDS * deviation, level -> ExpectedImprovement.of(mean, deviation, level));
    }
    double sum = 0;
    for (double node : NODES) {
      sum += headroom.gain(costs, unit(mean + node * deviation));
    }
    return sum / NODES.length;
  }
}
