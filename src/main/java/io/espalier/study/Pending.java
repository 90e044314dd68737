package io.espalier.study;

import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import java.util.ArrayList;
import java.util.List;

/**
 * An ask and the outcomes that it has so far.
 *
 * @param proposals the proposals
 * @param outcomes the outcomes of the first proposals, in order
 */
record Pending(List<Proposal> proposals, List<Outcome> outcomes) {

  /** The state before the first ask. */
  static final Pending NONE = new Pending(List.of(), List.of());

  Pending {
    proposals = List.copyOf(proposals);
    outcomes = List.copyOf(outcomes);
  }

  boolean isDone() {
    return outcomes.size() == proposals.size();
  }

  /** The proposals that have no outcome yet. */
  List<Proposal> open() {
    return proposals.subList(outcomes.size(), proposals.size());
  }

  /** The open proposals, and {@code more} of those before them. */
  List<Proposal> openAfter(int more) {
    return proposals.subList(outcomes.size() - more, proposals.size());
  }

  /** This ask with further outcomes. */
  Pending with(List<Outcome> further) {
    List<Outcome> all = new ArrayList<>(outcomes);
    all.addAll(further);
    return new Pending(proposals, all);
  }
}
