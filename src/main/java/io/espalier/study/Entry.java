package io.espalier.study;

import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import java.util.List;

/** What a journal holds behind its header, one line each. */
public sealed interface Entry {

  /**
   * The searcher was asked.
   *
   * @param count how many proposals were wanted
   * @param proposals what it proposed
   */
  record Ask(int count, List<Proposal> proposals) implements Entry {
    public Ask {
      proposals = List.copyOf(proposals);
    }
  }

  /**
   * A proposal was estimated. The searcher is told once every proposal of its ask has its outcome.
   *
   * @param evaluation the number of the estimate in the study, from 1
   * @param outcome what came of it
   */
  record Tell(int evaluation, Outcome outcome) implements Entry {}
}
