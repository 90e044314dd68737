package io.espalier.search.surrogate;

/** The value of a candidate, given the mean and standard deviation predicted for it. */
public enum Acquisition {
  /** The same for all; the process is not used. */
  UNIFORM,
  /** Its mean. */
  GREEDY,
  /** An independent draw from the normal distribution of its target (Thompson, 1933). */
  THOMPSON,
  /** The expected improvement over the best known target (Jones, Schonlau and Welch, 1998). */
  EXPECTED_IMPROVEMENT
}
