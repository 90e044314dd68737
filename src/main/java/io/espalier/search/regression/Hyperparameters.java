package io.espalier.search.regression;

import io.espalier.search.BitLayout;
import io.espalier.search.Features;
import java.util.Arrays;
import java.util.List;

/**
 * What the kernel of a {@link GaussianProcess} looks like.
 *
 * @param kernel how alike masks are
 * @param decay d, how fast masks that differ become unrelated
 * @param noise the variance of what the masks do not explain, relative to the function's
 * @param variance the squared standard error of the samples that have this noise; those of another
 *     have as much more or less. 0 if all are to be alike
 */
public record Hyperparameters(Kernel kernel, double decay, double noise, double variance) {

  private static final double[] NOISES = {1e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1};

  /** Samples that are enough to choose from. */
  private static final int TUNING_SAMPLES = 128;

  /** Keeps a variance above rounding. */
  private static final double TINY = 1e-12;

  /** Hyperparameters for samples that are all as noisy. */
  public Hyperparameters(Kernel kernel, double decay, double noise) {
    this(kernel, decay, noise, 0);
  }

  /** The noise of a sample. */
  public double noiseOf(Sample sample) {
    return noise * sample.relativeVariance(variance);
  }

  /**
   * Those with the largest marginal likelihood, the scale of the function being the likeliest for
   * each; looks at {@value #TUNING_SAMPLES} samples, evenly taken.
   *
   * @param form the kernel, whose decay is chosen
   * @param targets one per sample
   * @param noise the noise, if it is not to be chosen; else 0
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
        // As float: what lies beyond is rounding and must not decide.
        if (best == null || (float) likelihood > (float) highest) {
          highest = likelihood;
          best = tried;
        }
      }
    }
    return best;
  }

  /** The logarithm of the marginal likelihood, up to a constant, at the likeliest scale. */
  private static double likelihood(LinearAlgebra.Solution solution, double[] y) {
    double fit = 0;
    for (int i = 0; i < y.length; i++) {
      fit += y[i] * solution.values()[i];
    }
    double scale = Math.max(fit / y.length, TINY);
    return -0.5 * (y.length * Math.log(scale) + solution.logDeterminant());
  }

  /** How alike each two of these are. */
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
