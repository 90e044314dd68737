package io.espalier.search.surrogate;

import io.espalier.random.Seed;
import io.espalier.search.BitLayout;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Hyperparameters;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.regression.Targets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A Gaussian process that keeps up with a search.
 *
 * <p>Its hyperparameters are the most likely ones, chosen again whenever the samples have grown by
 * a quarter. Proposals that are not learned yet count with their predictions. Up to about {@code
 * exactSamples}, all samples are learned from, then a subset ({@link TrainingSet}).
 */
public final class Surrogate {

  /** The growth of the samples after which hyperparameters are chosen again. */
  private static final double TUNING_GROWTH = 1.25;

  private final LinearAlgebra algebra;
  private final BitLayout layout;
  private final Kernel kernel;
  private final Targets targets;
  private final Refit refit;
  private final TrainingSet training;
  private final double noise;

  private Hyperparameters hyperparameters;
  private int samplesOfTuning;

  private GaussianProcess process;
  private double bestTarget;
  private Targets.Scale scale;
  private int samplesOfFit;

  /** The number of samples added since the process learned. */
  private int unlearned;

  /**
   * A surrogate that knows nothing yet.
   *
   * @param kernel the kernel of the process
   * @param targets the targets that it learns
   * @param refit decides when it learns
   * @param exactSamples all samples are learned from until they exceed this number by a quarter
   * @param noise the noise of the process; 0 for the most likely value
   * @param seed decides which samples are learned from beyond that
   */
  public Surrogate(
      LinearAlgebra algebra,
      BitLayout layout,
      Kernel kernel,
      Targets targets,
      Refit refit,
      int exactSamples,
      double noise,
      Seed seed) {
    this.algebra = algebra;
    this.layout = layout;
    this.kernel = kernel;
    this.targets = targets;
    this.refit = refit;
    this.noise = noise;
    this.training = new TrainingSet(exactSamples, seed.derive("subset"));
  }

  /**
   * Takes over the hyperparameters of another surrogate, until its own samples have grown by a
   * quarter.
   */
  public void tuneAs(Surrogate other) {
    hyperparameters = other.hyperparameters;
    samplesOfTuning = other.samplesOfTuning;
  }

  /** Adds a sample, which is learned once enough are new. */
  public void add(Sample sample) {
    training.add(sample);
    unlearned++;
  }

  /** All samples, in the order in which they were added. */
  public List<Sample> samples() {
    return training.all();
  }

  /**
   * Takes in a mask whose estimate is pending from now on. Until its outcome is learned, it counts
   * with its prediction.
   */
  public void expect(int[] slots) {
    if (process != null) {
      process.expect(slots);
    }
  }

  /**
   * Learns from all samples, at least two, if enough are new.
   *
   * @param pending the bits of all pending architectures
   * @return whether it learned
   */
  public boolean update(Collection<int[]> pending) {
    if (process != null && unlearned < refit.due(training.all().size() - unlearned)) {
      return false;
    }
    boolean others = training.update();
    List<Sample> chosen = training.chosen();
    double[] y = targets.of(chosen);
    Hyperparameters before = hyperparameters;
    if (before == null || training.all().size() >= TUNING_GROWTH * samplesOfTuning) {
      hyperparameters = Hyperparameters.likeliest(algebra, layout, kernel, chosen, y, noise);
      samplesOfTuning = training.all().size();
    }
    if (process == null || others || !hyperparameters.equals(before)) {
      process = new GaussianProcess(algebra, layout, hyperparameters);
      samplesOfFit = 0;
    }
    process.truncate(samplesOfFit);
    process.learn(chosen.subList(samplesOfFit, chosen.size()));
    samplesOfFit = chosen.size();
    process.fit(y);
    bestTarget = Arrays.stream(y).max().orElseThrow();
    scale = new Targets.Scale(chosen, y);
    pending.forEach(process::expect);
    unlearned = 0;
    return true;
  }

  /** The process as of the last update. */
  public GaussianProcess process() {
    return process;
  }

  /** The targets of scores as of the last update. */
  public Targets.Scale scale() {
    return scale;
  }

  /** The best target, which an improvement has to exceed. */
  public double bestTarget() {
    return bestTarget;
  }
}
