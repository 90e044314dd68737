package io.espalier.search.regression;

import io.espalier.search.BitFunction;
import io.espalier.search.BitLayout;
import io.espalier.search.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Bayesian regression on masks: a Gaussian process (Rasmussen and Williams, 2006, chapter 2) with a
 * {@link Kernel} that counts what masks have in common.
 *
 * <p>It takes in masks one by one: a new mask costs n² steps, and so do new targets of all masks.
 */
public final class GaussianProcess {

  /** Keeps a variance above rounding. */
  private static final double TINY = 1e-12;

  /** From so many new masks on the matrix is decomposed anew, natively. */
  private static final int MANY = 48;

  private final LinearAlgebra algebra;
  private final BitLayout layout;
  private final Hyperparameters hyperparameters;
  final Likeness likeness;
  final GrowingFactor factor = new GrowingFactor();

  /** The slots of the known masks, pending ones last, and their bits as words. */
  private final List<int[]> slots = new ArrayList<>();

  final List<Features> known = new ArrayList<>();

  /** The number of masks that was left each time some were forgotten. */
  final List<Integer> truncations = new ArrayList<>();

  private double[] coefficients = {};

  /** The targets, solved for the triangular factor alone. */
  double[] whitened = {};

  double mean;
  private double scale;

  /**
   * The means as a sum over bits and pairs, for a kernel of pairs: what one mask costs does not
   * grow with the samples then.
   */
  private BitFunction sums;

  /** The share of the path features in {@link #sums}, for that kernel. */
  private BitFunction pathFeatureSums;

  /** A process that knows nothing yet. */
  public GaussianProcess(LinearAlgebra algebra, BitLayout layout, Hyperparameters hyperparameters) {
    this.algebra = algebra;
    this.layout = layout;
    this.hyperparameters = hyperparameters;
    this.likeness = Likeness.of(layout, hyperparameters.kernel(), hyperparameters.decay());
  }

  /** The covariance of two masks with so many picks in common, in a space without path features. */
  public double covariance(int common) {
    return likeness.byCommon()[common];
  }

  /** Takes in the masks of samples, whose targets {@link #fit} is told. */
  public void learn(List<Sample> samples) {
    if (samples.size() >= MANY) {
      decompose(samples);
      return;
    }
    samples.forEach(sample -> append(sample.slots(), hyperparameters.noiseOf(sample)));
  }

  /**
   * Takes in a mask that is being estimated: what it will tell is uncertain no more. With its
   * expected target as the outcome (the "kriging believer") the means stay as they are.
   */
  public void expect(int[] mask) {
    append(mask, hyperparameters.noise());
  }

  private void append(int[] mask, double noise) {
    Features features = layout.features(mask);
    double[] row = new double[known.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = likeness.of(features, known.get(i));
    }
    factor.append(row, likeness.ofItself(features) + noise);
    slots.add(mask);
    known.add(features);
  }

  private void decompose(List<Sample> samples) {
    int before = known.size();
    for (Sample sample : samples) {
      slots.add(sample.slots());
      known.add(layout.features(sample.slots()));
    }
    int n = known.size();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = likeness.of(known.get(i), known.get(j));
        matrix[j * n + i] = matrix[i * n + j];
      }
      matrix[i * n + i] =
          i < before
              ? factor.diagonal(i)
              : likeness.ofItself(known.get(i)) + hyperparameters.noiseOf(samples.get(i - before));
    }
    factor.replace(algebra.cholesky(matrix, n), n);
  }

  /** Forgets all but the first {@code count} masks. */
  public void truncate(int count) {
    factor.truncate(count);
    slots.subList(count, slots.size()).clear();
    known.subList(count, known.size()).clear();
    truncations.add(count);
  }

  /** Learns the targets, one for each mask known now. */
  public void fit(double[] targets) {
    mean = Arrays.stream(targets).average().orElseThrow();
    double[] centred = Arrays.stream(targets).map(target -> target - mean).toArray();
    whitened = factor.solveLower(centred);
    coefficients = factor.solveUpper(whitened);
    double sum = 0;
    for (double value : whitened) {
      sum += value * value;
    }
    scale = Math.max(sum / centred.length, TINY);
    if (hyperparameters.kernel() == Kernel.PAIRWISE) {
      sums = pairSums();
      pathFeatureSums = pathFeatureSums();
    }
  }

  /** The kernel is m + m(m-1)/2 over what that is for a mask and itself. */
  private BitFunction pairSums() {
    double unit = 2.0 / (layout.slots() * (layout.slots() + 1));
    double[] scaled = Arrays.stream(coefficients).map(c -> unit * c).toArray();
    return BitFunction.ofCommonPairs(
        layout.bits(), known.stream().map(Features::bits).toList(), scaled);
  }

  private BitFunction pathFeatureSums() {
    double[] weights = new double[layout.pathFeatures()];
    for (int i = 0; i < coefficients.length; i++) {
      for (int pathFeature : known.get(i).pathFeatures()) {
        weights[pathFeature] += likeness.pathFeature() * coefficients[i];
      }
    }
    return BitFunction.linear(weights);
  }

  /** The number of masks with a target. */
  public int count() {
    return coefficients.length;
  }

  /** The slots of the mask at {@code index}, in the order of taking in. */
  public int[] slots(int index) {
    return slots.get(index);
  }

  /** The weight with which the covariance to the mask at {@code index} adds to the mean. */
  public double coefficient(int index) {
    return coefficients[index];
  }

  /** The expected target of a mask that has nothing in common with any other. */
  public double mean() {
    return mean;
  }

  /** The expected target of a mask, given by its slots. */
  public double mean(int[] mask) {
    return mean(layout.features(mask));
  }

  /** The expected target of a mask, given by its features. */
  public double mean(Features features) {
    if (sums != null) {
      return mean + sums.value(features.bits()) + pathFeatureSums.value(features.pathFeatures());
    }
    double sum = mean;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * likeness.of(features, known.get(i));
    }
    return sum;
  }

  /** A mask, given by its slots, to be judged again and again as this process learns. */
  public Judged judge(int[] mask) {
    return new Judged(this, layout.features(mask));
  }

  /**
   * The standard deviations of the targets of {@code judged}, all of this process; those that are
   * equally far behind are brought up to date two at a time.
   */
  public double[] deviations(List<Judged> judged) {
    List<Judged> byRows = new ArrayList<>(judged);
    byRows.sort(Comparator.comparingInt(Judged::sound));
    for (int i = 0; i + 1 < byRows.size(); i += 2) {
      Judged.update(byRows.get(i), byRows.get(i + 1));
    }
    return judged.stream().mapToDouble(Judged::deviation).toArray();
  }

  double deviation(double prior, double explained) {
    return Math.sqrt(scale * Math.max(prior - explained, TINY));
  }
}
