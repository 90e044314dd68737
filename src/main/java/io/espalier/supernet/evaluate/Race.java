package io.espalier.supernet.evaluate;

import io.espalier.estimate.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Racing (Maron and Moore, NIPS 1993): children are scored on growing subsets of the images, and a
 * child is dropped once it is likely worse than each of the {@code leaders} best children of this
 * and earlier races. Likely means that the mean difference on the images that both have answered is
 * so many standard errors below 0 that a single comparison is wrong once in ten. A truly best child
 * is better than at least one of the leaders, and usually compares with worse ones, so far fewer
 * than one in ten of the best are lost. Losing nearly none, as a bound over all comparisons would
 * guarantee, costs twice the images.
 *
 * @param leaders the number of best children that must be correct; 0 for no race
 * @param measure the measure that is compared
 */
record Race(int leaders, Measure measure) {

  /** The error rate allowed for a single comparison. */
  private static final double ERROR = 0.1;

  /** The corresponding number of standard errors. */
  private static final double Z = new NormalDistribution().inverseCumulativeProbability(1 - ERROR);

  /** With fewer images, leaders among many are often just lucky, and the truly best look worse. */
  private static final int FEWEST_IMAGES = 200;

  /** The first cut comes at this share of the images, and each further one at twice as many. */
  private static final int FIRST_SHARE = 32;

  /** The number of batches run before each cut; the last is {@code batches}, without a cut. */
  List<Integer> stages(int batches) {
    List<Integer> stages = new ArrayList<>();
    if (leaders > 0) {
      for (int part = FIRST_SHARE; part > 1; part /= 2) {
        int stage = (batches + part - 1) / part;
        if (stage < batches && !stages.contains(stage)) {
          stages.add(stage);
        }
      }
    }
    stages.add(batches);
    return stages;
  }

  /**
   * Drops the children that are likely worse.
   *
   * @param running children that have answered the same images
   * @param before the leaders of earlier races, with their answers to all images
   */
  void cut(List<EvaluatedChild> running, List<Answers> before) {
    if (running.isEmpty() || running.get(0).answers().images() < FEWEST_IMAGES) {
      return;
    }
    int images = running.get(0).answers().images();
    List<Answers> all = new ArrayList<>(before);
    running.forEach(child -> all.add(child.answers()));
    if (all.size() <= leaders) {
      return;
    }
    List<double[]> best =
        all.stream()
            .map(answers -> values(answers, images))
            .sorted(Comparator.comparingDouble(values -> -mean(values)))
            .limit(leaders)
            .toList();
    for (EvaluatedChild child : running) {
      double[] own = values(child.answers(), images);
      if (best.stream().allMatch(better -> isBelow(own, better))) {
        child.drop();
      }
    }
  }

  /**
   * The correction that makes the score of a dropped child comparable with others: the first images
   * may be easier than all of them, for the leaders as well.
   *
   * @param images the number of images it has answered
   * @param best the leaders, at least one, with their answers to all images
   * @return the mean difference between their scores on all images and on the first ones
   */
  double rest(int images, List<Answers> best) {
    return best.stream()
        .mapToDouble(a -> mean(values(a, a.images())) - mean(values(a, images)))
        .average()
        .orElseThrow();
  }

  private double[] values(Answers answers, int images) {
    double[] values = new double[images];
    for (int n = 0; n < images; n++) {
      values[n] = answers.value(n, measure);
    }
    return values;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    // NaN comes last.
    return Double.isFinite(sum) ? sum / values.length : Double.NEGATIVE_INFINITY;
  }

  private static boolean isBelow(double[] own, double[] other) {
    int n = own.length;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double difference = own[i] - other[i];
      sum += difference;
      squares += difference * difference;
    }
    if (!Double.isFinite(sum)) {
      return true;
    }
    double mean = sum / n;
    double variance = Math.max(0, squares - n * mean * mean) / (n - 1);
    return mean + Z * Math.sqrt(variance / n) < 0;
  }
}
