package io.espalier.search.bayes;

import io.espalier.error.InputError;

/**
 * Settings of {@link BayesianSearcher}.
 *
 * @param initialSamples random architectures told before the process decides anything
 * @param exactSamples up to so many samples and a quarter more, all are learned from; then so many
 *     are chosen: the best half, the youngest quarter, and a quarter at random
 * @param randomCandidates where the space cannot be listed: candidates drawn at random, for each
 *     refit
 * @param mutationCandidates where the space cannot be listed: candidates that come from 1 to 3
 *     edits of the best samples, for each refit
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
