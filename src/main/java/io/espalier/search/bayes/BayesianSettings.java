package io.espalier.search.bayes;

import io.espalier.error.InputError;

/**
 * Settings of {@link BayesianSearcher}.
 *
 * @param initialSamples the number of random architectures before the process decides anything
 * @param exactSamples all samples are learned from until they exceed this number by a quarter; then
 *     this many are chosen: the best half, the youngest quarter, and a quarter at random
 * @param randomCandidates if the space cannot be listed: the number of candidates drawn at random
 *     for each refit
 * @param mutationCandidates if the space cannot be listed: the number of candidates for each refit
 *     that are 1 to 3 edits away from one of the best samples
 */
public record BayesianSettings(
    int initialSamples, int exactSamples, int randomCandidates, int mutationCandidates) {

  /** The setting with which the anchors of tabulated benchmarks were measured. */
  public static final BayesianSettings DEFAULT = new BayesianSettings(10, 1_000, 300, 500);

  public BayesianSettings {
    require(initialSamples >= 2, "initial samples", initialSamples, "2 or more");
    require(exactSamples >= 20, "exact samples", exactSamples, "20 or more");
    require(randomCandidates >= 1, "random candidates", randomCandidates, "1 or more");
    require(mutationCandidates >= 0, "mutation candidates", mutationCandidates, "0 or more");
  }

  private static void require(boolean holds, String what, int given, String allowed) {
    if (!holds) {
      throw new InputError(
          "the number of %s of Bayesian optimisation is %d; allowed: %s"
              .formatted(what, given, allowed));
    }
  }
}
