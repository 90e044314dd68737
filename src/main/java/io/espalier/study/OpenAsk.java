package io.espalier.study;

import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ask and the outcomes that it has so far, in whatever order they arrive. */
final class OpenAsk {

  private final List<Proposal> proposals;
  private final Map<Architecture, Proposal> open = new LinkedHashMap<>();
  private final Map<Architecture, Outcome> outcomes = new HashMap<>();
  private int begun;

  OpenAsk(List<Proposal> proposals) {
    this.proposals = List.copyOf(proposals);
    proposals.forEach(proposal -> open.put(proposal.architecture(), proposal));
  }

  boolean isDone() {
    return open.isEmpty();
  }

  /** The number of proposals without an outcome. */
  int openCount() {
    return open.size();
  }

  /** Takes an outcome; returns its proposal, or nothing if it was not asked for or is known. */
  Optional<Proposal> take(Outcome outcome) {
    Optional<Proposal> asked = Optional.ofNullable(open.remove(outcome.architecture()));
    asked.ifPresent(proposal -> outcomes.put(proposal.architecture(), outcome));
    return asked;
  }

  boolean isOpen(Architecture architecture) {
    return open.containsKey(architecture);
  }

  /** The outcomes of all proposals, in their order. */
  List<Outcome> outcomes() {
    return proposals.stream().map(proposal -> outcomes.get(proposal.architecture())).toList();
  }

  /**
   * The next group of proposals to estimate; empty if all were begun.
   *
   * <p>If only a part of a group reached the journal, it is the whole group, since outcomes may
   * depend on each other.
   */
  Optional<List<Architecture>> nextGroup(int size) {
    while (begun < proposals.size()) {
      List<Architecture> group = group(begun, size);
      begun += group.size();
      if (group.stream().anyMatch(this::isOpen)) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  /** The outcomes that will be estimated again, with the groups that they are a part of. */
  List<Outcome> again(int size) {
    List<Outcome> partly = new ArrayList<>();
    for (int from = 0; from < proposals.size(); from += size) {
      List<Architecture> group = group(from, size);
      if (group.stream().anyMatch(this::isOpen)) {
        group.stream().filter(outcomes::containsKey).map(outcomes::get).forEach(partly::add);
      }
    }
    return partly;
  }

  private List<Architecture> group(int from, int size) {
    int to = Math.min(from + size, proposals.size());
    return proposals.subList(from, to).stream().map(Proposal::architecture).toList();
  }
}
