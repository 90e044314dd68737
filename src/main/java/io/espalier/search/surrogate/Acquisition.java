package io.espalier.search.surrogate;

/** What a candidate is worth, given the mean and the deviation expected of it. */
public enum Acquisition {
  /** The same for all: the process is not asked. */
  UNIFORM,
  /** Its mean. */
  GREEDY,
  /** A draw from the normal distribution of its target (Thompson, 1933), each on its own. */
  THOMPSON,
  /** The expected improvement over the best known (Jones, Schonlau and Welch, 1998). */
  EXPECTED_IMPROVEMENT
}
