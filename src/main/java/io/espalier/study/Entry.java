package io.espalier.study;

import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import java.util.List;

/** The entries of a journal after its header, one per line. */
public sealed interface Entry {

  /**
   * The searcher was asked.
   *
   * @param count the number of proposals wanted
   * @param proposals its proposals
   */
  record Ask(int count, List<Proposal> proposals) implements Entry {
    public Ask {
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * A proposal was estimated. The searcher is told as soon as every proposal of the ask has its
   * outcome. Outcomes stand in the order in which they became known, which need not be that of the
   * asks.
   *
   * @param evaluation the number of the estimate in the study, from 1
   * @param outcome its outcome
   */
  record Tell(int evaluation, Outcome outcome) implements Entry {}
}
