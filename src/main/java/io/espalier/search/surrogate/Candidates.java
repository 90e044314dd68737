package io.espalier.search.surrogate;

import io.espalier.search.regression.Sample;
import java.util.List;
import java.util.random.RandomGenerator;

/** The architectures that may be proposed. */
public interface Candidates {

  /**
   * Judges candidates by {@code surrogate}, which was just updated.
   *
   * @param samples all samples; the list grows from call to call
   */
  void judge(Surrogate surrogate, List<Sample> samples, RandomGenerator random);

  /**
   * The candidates with the highest means, the highest first, that are not in the archive and not
   * dropped; fewer than {@code count} if there are no more. Limits that are not half-spaces and the
   * space's validity may still exclude them.
   */
  List<Candidate> leading(int count);

  /** Leaves {@code candidate} out from now on. */
  void drop(Candidate candidate);
}
