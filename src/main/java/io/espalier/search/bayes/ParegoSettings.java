package io.espalier.search.bayes;

import io.espalier.error.InputError;

/**
 * Settings of {@link ParegoSearcher}.
 *
 * @param initialSamples the number of random architectures before the process decides anything
 * @param divisions the weights of a proposal are multiples of one over this number
 * @param exactSamples all samples are learned from until they exceed this number by a quarter; then
 *     this many are chosen
 * @param randomCandidates if the space cannot be listed: the number of candidates drawn at random
 *     for each proposal
 * @param mutationCandidates if the space cannot be listed: the number of candidates for each
 *     proposal that are 1 to 3 edits away from one of the best samples
 */
public record ParegoSettings(
    int initialSamples,
    int divisions,
    int exactSamples,
    int randomCandidates,
    int mutationCandidates) {

  /** The settings with which searchers were compared. */
  public static final ParegoSettings DEFAULT = new ParegoSettings(10, 10, 1_000, 300, 500);

  public ParegoSettings {
    require(initialSamples >= 2, "initial samples", initialSamples, "2 or more");
    require(divisions >= 1, "divisions", divisions, "1 or more");
    require(exactSamples >= 20, "exact samples", exactSamples, "20 or more");
    require(randomCandidates >= 1, "random candidates", randomCandidates, "1 or more");
    require(mutationCandidates >= 0, "mutation candidates", mutationCandidates, "0 or more");
  }

  private static void require(boolean holds, String what, int given, String allowed) {
    if (!holds) {
      throw new InputError(
          "the number of %s of ParEGO is %d; allowed: %s".formatted(what, given, allowed));
    }
  }
}
