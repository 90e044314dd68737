package io.espalier.search;

import io.espalier.error.InputError;

/**
 * Settings of {@link LocalSearcher}.
 *
 * @param starts the number of random architectures before each climb, which begins at the best of
 *     them
 */
public record LocalSearchSettings(int starts) {

  /** The setting with which the anchors of tabulated benchmarks were measured. */
  public static final LocalSearchSettings DEFAULT = new LocalSearchSettings(1);

  public LocalSearchSettings {
    if (starts < 1) {
      throw new InputError(
          "local search with %d starts: take 1 or more random architectures to begin a climb with"
              .formatted(starts));
    }
  }
}
