package io.espalier.search;

import io.espalier.estimate.Outcome;
import java.util.List;

/**
 * A search strategy.
 *
 * <p>Its proposals are a pure function of its seed, its settings and the sequence of calls: the
 * same asks and tells in the same order give the same proposals, so a journal of them is all that a
 * resumed search needs. In particular, they must not depend on the seconds in an estimate.
 */
public interface Searcher {

  /**
   * Proposes architectures that are valid, within the limits, and not proposed before (by canonical
   * form).
   *
   * @param count the number wanted, at least 1
   * @return {@code count} proposals, or fewer once the space is exhausted; empty when nothing is
   *     left to propose
   */
  List<Proposal> ask(int count);

  /**
   * Takes in the outcomes of proposals, in any order and batching; also accepts outcomes of
   * architectures that it never proposed.
   */
  void tell(List<Outcome> outcomes);
}
