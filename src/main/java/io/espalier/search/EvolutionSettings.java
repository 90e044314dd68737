package io.espalier.search;

import io.espalier.error.InputError;

/**
 * Settings of {@link EvolutionSearcher}, named as in Real et al. (2019).
 *
 * @param population how many of the youngest architectures live (P)
 * @param sample how many of them are drawn, of which the best becomes the parent (S)
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
