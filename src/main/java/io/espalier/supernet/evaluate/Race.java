package io.espalier.supernet.evaluate;

import io.espalier.estimate.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Racing (Maron and Moore, NIPS 1993): children are scored on growing subsets of the images, and
 * one is dropped once it is surely worse than each of the {@code leaders} best of those in the race
 * and those before. Surely: the mean difference on the images that both have answered is that many
 * standard errors below 0 that all of the truly best {@code leaders} stay in with a probability of
 * at least 95 % (Bonferroni over them and the cuts: one of the truly best is better than one of
 * those who lead at least, so it is dropped only if that one comparison is wrong).
 *
 * @param leaders how many of the best are to be right; 0 for no race
 * @param measure what is compared
 */
record Race(int leaders, Measure measure) {

  private static final double ERROR = 0.05;

  /** With fewer images a mean difference is too far from normally distributed. */
  private static final int FEWEST_IMAGES = 30;

  /** The first cut comes at this share of the images, and each further one at twice as many. */
  private static final int FIRST_SHARE = 32;

  /** Up to which batch children run before each cut; the last is {@code batches}, without a cut. */
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
   * Drops what is surely worse.
   *
   * @param running children that have answered the same images
   * @param before the best of earlier races, with their answers to all images
   * @param cuts how many cuts there are in the race
   */
  void cut(List<Child> running, List<Answers> before, int cuts) {
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
    double z = new NormalDistribution().inverseCumulativeProbability(1 - ERROR / leaders / cuts);
    for (Child child : running) {
      double[] own = values(child.answers(), images);
      if (best.stream().allMatch(better -> isBelow(own, better, z))) {
        child.drop();
      }
    }
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
    // What is no number comes last.
    return Double.isFinite(sum) ? sum / values.length : Double.NEGATIVE_INFINITY;
  }

  private static boolean isBelow(double[] own, double[] other, double z) {
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
    return mean + z * Math.sqrt(variance / n) < 0;
  }
}
