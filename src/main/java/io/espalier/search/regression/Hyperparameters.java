package io.espalier.search.regression;

import io.espalier.search.BitLayout;
import io.espalier.search.Features;
import java.util.Arrays;
import java.util.List;

/**
 * The hyperparameters of a {@link GaussianProcess}.
 *
 * @param kernel the similarity of masks
 * @param decay d, the rate at which the similarity of masks falls with their differences
 * @param noise the variance that the masks do not explain, relative to the function's
 * @param variance the squared standard error of samples with exactly this noise; the noise of
 *     others is proportional to theirs. 0 if all samples are equally noisy
 */
public record Hyperparameters(Kernel kernel, double decay, double noise, double variance) {

  private static final double[] NOISES = {1e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1};

  /** The number of samples that is enough for choosing hyperparameters. */
  private static final int TUNING_SAMPLES = 128;

  /** Keeps a variance above rounding. */
  private static final double TINY = 1e-12;

  /** Hyperparameters for samples that are all equally noisy. */
  public Hyperparameters(Kernel kernel, double decay, double noise) {
    this(kernel, decay, noise, 0);
  }

  /** The noise of a sample. */
  public double noiseOf(Sample sample) {
    return noise * sample.relativeVariance(variance);
  }

  /**
   * The hyperparameters with the largest marginal likelihood, with the most likely scale of the
   * function for each; uses {@value #TUNING_SAMPLES} evenly spaced samples.
   *
   * @param form the kernel, whose decay is chosen
   * @param targets one per sample
   * @param noise the noise if it is fixed; 0 to choose it
   */
  public static Hyperparameters likeliest(
      LinearAlgebra algebra,
      BitLayout layout,
      Kernel form,
      List<Sample> samples,
      double[] targets,
      double noise) {
    double[] noises = noise > 0 ? new double[] {noise} : NOISES;
    int n = Math.min(samples.size(), TUNING_SAMPLES);
    Sample[] part = new Sample[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      int index = (int) ((long) i * samples.size() / n);
      part[i] = samples.get(index);
      y[i] = targets[index];
    }
    double mean = Arrays.stream(y).average().orElseThrow();
    for (int i = 0; i < n; i++) {
      y[i] -= mean;
    }
    double variance = Sample.meanVariance(samples);
    Features[] features = new Features[n];
    for (int i = 0; i < n; i++) {
      features[i] = layout.features(part[i].slots());
    }
    Hyperparameters best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (double decay : form.decays()) {
      double[] alike = alike(Likeness.of(layout, form, decay), features);
      for (double tested : noises) {
        Hyperparameters tried = new Hyperparameters(form, decay, tested, variance);
        double[] matrix = alike.clone();
        for (int i = 0; i < n; i++) {
          matrix[i * n + i] += tried.noiseOf(part[i]);
        }
        double likelihood = likelihood(algebra.solve(matrix, n, y, 1), y);
        // As float, so that differences due to rounding do not decide.
        if (best == null || (float) likelihood > (float) highest) {
          highest = likelihood;
          best = tried;
        }
      }
    }
    return best;
  }

  /** The logarithm of the marginal likelihood, up to a constant, at the most likely scale. */
  private static double likelihood(LinearAlgebra.Solution solution, double[] y) {
    double fit = 0;
    for (int i = 0; i < y.length; i++) {
      fit += y[i] * solution.values()[i];
    }
    double scale = Math.max(fit / y.length, TINY);
    return -0.5 * (y.length * Math.log(scale) + solution.logDeterminant());
  }

  /** The similarity of each pair of these features. */
  private static double[] alike(Likeness likeness, Features[] features) {
    int n = features.length;
    double[] alike = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        alike[i * n + j] = likeness.of(features[i], features[j]);
      }
    }
    return alike;
  }
}
