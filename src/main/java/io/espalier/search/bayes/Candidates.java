package io.espalier.search.bayes;

import io.espalier.search.regression.Sample;
import java.util.List;
import java.util.random.RandomGenerator;

/** What may be proposed. */
interface Candidates {

  /**
   * Judges candidates by {@code process}, which was just fitted.
   *
   * @param samples all that was told; it grows from call to call
   */
  void judge(GrowingProcess process, List<Sample> samples, RandomGenerator random);

  /**
   * The candidates with the highest means, the highest first, that are not in the archive and not
   * dropped; fewer than {@code count} if there are no more. Limits that are no half-spaces and the
   * space's validity may still forbid them.
   */
  List<Candidate> leading(int count);

  /** Leaves {@code candidate} out from now on. */
  void drop(Candidate candidate);
}
