package io.espalier.search.bayes;

import io.espalier.search.BitLayout;
import io.espalier.search.regression.HammingProcess.Hyperparameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The regression of {@link io.espalier.search.regression.HammingProcess}, which takes in masks one
 * by one: exp(-d s) with s the share of picks not in common. A new mask costs n² steps, new targets
 * of all masks n² as well.
 */
final class GrowingProcess {

  /** Keeps a variance above rounding. */
  private static final double TINY = 1e-12;

  private final BitLayout layout;
  private final double[] kernelByCommon;
  private final double noise;
  private final GrowingFactor factor = new GrowingFactor();

  /** The slots of the known masks, pending ones last, and their bits as words. */
  private final List<int[]> slots = new ArrayList<>();

  private final List<long[]> known = new ArrayList<>();

  private double[] coefficients = {};
  private double mean;
  private double variance;

  GrowingProcess(BitLayout layout, Hyperparameters hyperparameters) {
    this.layout = layout;
    this.noise = hyperparameters.noise();
    int picks = layout.slots();
    kernelByCommon = new double[picks + 1];
    for (int m = 0; m <= picks; m++) {
      kernelByCommon[m] = Math.exp(-hyperparameters.decay() * (picks - m) / picks);
    }
  }

  /** The covariance of two masks with so many picks in common. */
  double covariance(int common) {
    return kernelByCommon[common];
  }

  /**
   * Takes in a mask, given by its slots. Before {@link #fit} it is one of those with a target;
   * after it, it is pending: what it will tell is uncertain no more. With its expected target as
   * the outcome (the "kriging believer") the means stay as they are.
   */
  void add(int[] mask) {
    long[] words = words(mask);
    double[] row = new double[known.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = covariance(words, known.get(i));
    }
    factor.append(row, 1 + noise);
    slots.add(mask);
    known.add(words);
  }

  /** Forgets all but the first {@code count} masks. */
  void truncate(int count) {
    factor.truncate(count);
    slots.subList(count, slots.size()).clear();
    known.subList(count, known.size()).clear();
  }

  /** Learns the targets, one for each mask known now. */
  void fit(double[] targets) {
    mean = Arrays.stream(targets).average().orElseThrow();
    double[] centred = Arrays.stream(targets).map(target -> target - mean).toArray();
    coefficients = factor.solve(centred);
    double sum = 0;
    for (int i = 0; i < centred.length; i++) {
      sum += centred[i] * coefficients[i];
    }
    variance = Math.max(sum / centred.length, TINY);
  }

  /** The number of masks with a target. */
  int count() {
    return coefficients.length;
  }

  /** The slots of the mask at {@code index}, in the order of taking in. */
  int[] slots(int index) {
    return slots.get(index);
  }

  /** The weight with which the covariance to the mask at {@code index} adds to the mean. */
  double coefficient(int index) {
    return coefficients[index];
  }

  /** The expected target of a mask that has nothing in common with any other. */
  double mean() {
    return mean;
  }

  /** The expected target of a mask, given by its slots. */
  double mean(int[] mask) {
    long[] words = words(mask);
    double sum = mean;
    if (words.length == 1) {
      for (int i = 0; i < coefficients.length; i++) {
        sum += coefficients[i] * kernelByCommon[Long.bitCount(words[0] & known.get(i)[0])];
      }
    } else {
      for (int i = 0; i < coefficients.length; i++) {
        sum += coefficients[i] * covariance(words, known.get(i));
      }
    }
    return sum;
  }

  /** The standard deviations of the targets of masks, given by their slots. */
  double[] deviations(List<int[]> masks) {
    int count = masks.size();
    double[][] shared = new double[known.size()][count];
    for (int s = 0; s < count; s++) {
      long[] words = words(masks.get(s));
      for (int i = 0; i < shared.length; i++) {
        shared[i][s] = covariance(words, known.get(i));
      }
    }
    double[] deviations = factor.quadraticForms(shared, count);
    for (int s = 0; s < count; s++) {
      deviations[s] = Math.sqrt(variance * Math.max(1 - deviations[s], TINY));
    }
    return deviations;
  }

  private double covariance(long[] a, long[] b) {
    int common = 0;
    for (int w = 0; w < a.length; w++) {
      common += Long.bitCount(a[w] & b[w]);
    }
    return kernelByCommon[common];
  }

  private long[] words(int[] mask) {
    long[] words = new long[(layout.bits() + 63) / 64];
    for (int bit : mask) {
      words[bit >> 6] |= 1L << bit;
    }
    return words;
  }
}
