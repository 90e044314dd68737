package io.espalier.spark;

import java.io.Serializable;

/**
 * A job as it travels to an executor.
 *
 * @param hash the job's hash
 * @param settings the run's settings, as YAML
 * @param score the name of the score
 * @param rollbacks how often a diverging training may be rolled back
 * @param weights the name under which Spark sends the file of weights; empty for none
 * @param dataHash the hash of the run's data
 * @param program the version of the program that leads
 * @param threads threads of each task
 */
record Work(
    String hash,
    String settings,
    String score,
    int rollbacks,
    String weights,
    String dataHash,
    String program,
    int threads)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
