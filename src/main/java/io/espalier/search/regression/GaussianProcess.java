package io.espalier.search.regression;

import io.espalier.search.BitLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bayesian regression on masks: a Gaussian process (Rasmussen and Williams, 2006, chapter 2) with
 * the kernel exp(-d s), where s is the share of picks that two masks do not have in common. It
 * weighs options, pairs, triples and so on, each order less than the one before.
 *
 * <p>It takes in masks one by one: a new mask costs n² steps, and so do new targets of all masks.
 * On tabulated benchmarks it needs fewer samples than the kernel m + m(m-1)/2 of options and pairs,
 * m being the number of common picks.
 */
public final class GaussianProcess {

  /** Keeps a variance above rounding. */
  private static final double TINY = 1e-12;

  /** From so many new masks on the matrix is decomposed anew, natively. */
  private static final int MANY = 48;

  private final LinearAlgebra algebra;
  private final BitLayout layout;
  private final Hyperparameters hyperparameters;
  private final double[] kernelByCommon;
  private final GrowingFactor factor = new GrowingFactor();

  /** The slots of the known masks, pending ones last, and their bits as words. */
  private final List<int[]> slots = new ArrayList<>();

  private final List<long[]> known = new ArrayList<>();

  private double[] coefficients = {};

  /** The targets, solved for the triangular factor alone. */
  private double[] whitened = {};

  private double mean;
  private double variance;

  /** A process that knows nothing yet. */
  public GaussianProcess(LinearAlgebra algebra, BitLayout layout, Hyperparameters hyperparameters) {
    this.algebra = algebra;
    this.layout = layout;
    this.hyperparameters = hyperparameters;
    this.kernelByCommon = kernelByCommon(layout.slots(), hyperparameters.decay());
  }

  /** The kernel by the number of picks in common. */
  static double[] kernelByCommon(int picks, double decay) {
    double[] kernel = new double[picks + 1];
    for (int m = 0; m <= picks; m++) {
      kernel[m] = Math.exp(-decay * (picks - m) / picks);
    }
    return kernel;
  }

  /** The number of bits that two masks have in common. */
  static int common(long[] a, long[] b) {
    int common = 0;
    for (int w = 0; w < a.length; w++) {
      common += Long.bitCount(a[w] & b[w]);
    }
    return common;
  }

  /** The covariance of two masks with so many picks in common. */
  public double covariance(int common) {
    return kernelByCommon[common];
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
    long[] words = layout.words(mask);
    double[] row = new double[known.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = covariance(words, known.get(i));
    }
    factor.append(row, 1 + noise);
    slots.add(mask);
    known.add(words);
  }

  private void decompose(List<Sample> samples) {
    int before = known.size();
    for (Sample sample : samples) {
      slots.add(sample.slots());
      known.add(layout.words(sample.slots()));
    }
    int n = known.size();
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] = covariance(known.get(i), known.get(j));
        matrix[j * n + i] = matrix[i * n + j];
      }
      matrix[i * n + i] =
          i < before ? factor.diagonal(i) : 1 + hyperparameters.noiseOf(samples.get(i - before));
    }
    factor.replace(algebra.cholesky(matrix, n), n);
  }

  /** Forgets all but the first {@code count} masks. */
  public void truncate(int count) {
    factor.truncate(count);
    slots.subList(count, slots.size()).clear();
    known.subList(count, known.size()).clear();
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
    variance = Math.max(sum / centred.length, TINY);
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
    return mean(layout.words(mask));
  }

  /** The expected target of a mask, given by its bits as words. */
  public double mean(long[] words) {
    double sum = mean;
    if (words.length == 1) {
      long word = words[0];
      for (int i = 0; i < coefficients.length; i++) {
        sum += coefficients[i] * kernelByCommon[Long.bitCount(word & known.get(i)[0])];
      }
    } else {
      for (int i = 0; i < coefficients.length; i++) {
        sum += coefficients[i] * covariance(words, known.get(i));
      }
    }
    return sum;
  }

  /** A mask, given by its slots, to be judged again and again as this process learns. */
  public Judged judge(int[] mask) {
    return new Judged(this, layout.words(mask));
  }

  /** The standard deviations of the targets of masks, given by their slots. */
  public double[] deviations(List<int[]> masks) {
    int count = masks.size();
    double[][] shared = new double[known.size()][count];
    for (int s = 0; s < count; s++) {
      long[] words = layout.words(masks.get(s));
      for (int i = 0; i < shared.length; i++) {
        shared[i][s] = covariance(words, known.get(i));
      }
    }
    double[] explained = factor.quadraticForms(shared, count);
    for (int s = 0; s < count; s++) {
      explained[s] = deviation(explained[s]);
    }
    return explained;
  }

  private double deviation(double explained) {
    return Math.sqrt(variance * Math.max(1 - explained, TINY));
  }

  private double covariance(long[] a, long[] b) {
    return kernelByCommon[common(a, b)];
  }

  /**
   * What a process says of one mask. It is brought up to date in n steps for each mask that was
   * taken in since, where asking anew takes n² steps.
   */
  public static final class Judged {

    private final GaussianProcess process;
    private final long[] words;

    /** The covariances, solved for the triangular factor, as far as they are worked out. */
    private double[] solved = {};

    private int rows;

    private Judged(GaussianProcess process, long[] words) {
      this.process = process;
      this.words = words;
    }

    /** The expected target. */
    public double mean() {
      update();
      double sum = process.mean;
      for (int i = 0; i < process.whitened.length; i++) {
        sum += solved[i] * process.whitened[i];
      }
      return sum;
    }

    /** The standard deviation of the target. */
    public double deviation() {
      update();
      double explained = 0;
      for (int i = 0; i < rows; i++) {
        explained += solved[i] * solved[i];
      }
      return process.deviation(explained);
    }

    /** Tells that the process forgot all but the first {@code count} masks. */
    public void truncate(int count) {
      rows = Math.min(rows, count);
    }

    private void update() {
      int n = process.known.size();
      if (solved.length < n) {
        solved = Arrays.copyOf(solved, Math.max(n, 2 * solved.length));
      }
      for (; rows < n; rows++) {
        double covariance = process.covariance(words, process.known.get(rows));
        solved[rows] = process.factor.next(solved, rows, covariance);
      }
    }
  }
}
