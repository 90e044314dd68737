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
 * <p>Its hyperparameters are the likeliest, chosen again whenever the samples grew by a quarter.
 * What is proposed and not told yet counts as told what is expected of it. Up to about {@code
 * exactSamples} all samples are learned from, then a subset ({@link TrainingSet}).
 */
public final class Surrogate {

  /** How much the samples grow until hyperparameters are chosen again. */
  private static final double TUNING_GROWTH = 1.25;

  private final LinearAlgebra algebra;
  private final BitLayout layout;
  private final Kernel kernel;
  private final Targets targets;
  private final TrainingSet training;

  private Hyperparameters hyperparameters;
  private int samplesOfTuning;

  private GaussianProcess process;
  private double bestTarget;
  private int samplesOfFit;

  /** Whether the process knows all outcomes and all that is pending. */
  private boolean current;

  /**
   * A surrogate that knows nothing yet.
   *
   * @param kernel what the process has
   * @param targets what it learns of the samples
   * @param exactSamples up to so many samples, and a quarter more, all are learned from
   * @param seed decides which are learned from beyond that
   */
  public Surrogate(
      LinearAlgebra algebra,
      BitLayout layout,
      Kernel kernel,
      Targets targets,
      int exactSamples,
      Seed seed) {
    this.algebra = algebra;
    this.layout = layout;
    this.kernel = kernel;
    this.targets = targets;
    this.training = new TrainingSet(exactSamples, seed.derive("subset"));
  }

  /** Adds a sample, which counts from the next update on. */
  public void add(Sample sample) {
    training.add(sample);
    current = false;
  }

  /** All samples, in the order of their adding. */
  public List<Sample> samples() {
    return training.all();
  }

  /** Tells that nothing is known any more of what is pending. */
  public void forgetPending() {
    current = false;
  }

  /** Takes in a mask that is being estimated from now on. */
  public void expect(int[] slots) {
    if (current) {
      process.expect(slots);
    }
  }

  /**
   * Learns all samples, at least two.
   *
   * @param pending the bits of all that is being estimated
   * @return whether anything is new
   */
  public boolean update(Collection<int[]> pending) {
    if (current) {
      return false;
    }
    boolean others = training.update();
    List<Sample> chosen = training.chosen();
    double[] y = targets.of(chosen);
    Hyperparameters before = hyperparameters;
    if (before == null || training.all().size() >= TUNING_GROWTH * samplesOfTuning) {
      hyperparameters = Hyperparameters.likeliest(algebra, layout, kernel, chosen, y);
      samplesOfTuning = training.all().size();
    }
    if (others || !hyperparameters.equals(before)) {
      process = new GaussianProcess(algebra, layout, hyperparameters);
      samplesOfFit = 0;
    }
    process.truncate(samplesOfFit);
    process.learn(chosen.subList(samplesOfFit, chosen.size()));
    samplesOfFit = chosen.size();
    process.fit(y);
    bestTarget = Arrays.stream(y).max().orElseThrow();
    pending.forEach(process::expect);
    current = true;
    return true;
  }

  /** The process as of the last update. */
  public GaussianProcess process() {
    return process;
  }

  /** The target that an improvement has to surpass. */
  public double bestTarget() {
    return bestTarget;
  }
}
