package io.espalier.search;

import io.espalier.error.InputError;

/**
 * Settings of {@link EvolutionSearcher}, named as in Real et al. (2019).
 *
 * @param population the size of the population, which holds the youngest architectures (P)
 * @param sample the number of architectures drawn from it, the best of which becomes the parent (S)
 */
public record EvolutionSettings(int population, int sample) {

  /** The setting with which the published anchors of tabulated benchmarks were measured. */
  public static final EvolutionSettings DEFAULT = new EvolutionSettings(50, 10);

  public EvolutionSettings {
    if (population < 2 || sample < 1 || sample > population) {
      throw new InputError(
          "evolution with a population of %d and samples of %d: take a population of at least 2 and a sample of 1 to the population"
              .formatted(population, sample));
    }
  }
}
