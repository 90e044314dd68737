package io.espalier.study;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Mutates the best so far: what it proposes hangs on every tell before. */
final class ClimbingSearcher implements Searcher {

  private final SearchSpace space;
  private final RandomGenerator random;
  private final Set<Architecture> proposed = new HashSet<>();
  private Estimate best;
  private int told;

  ClimbingSearcher(SearchSpace space, Seed seed) {
    this.space = space;
    this.random = seed.generator();
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = new ArrayList<>();
    while (proposals.size() < count && proposed.size() < space.size().intValueExact()) {
      Architecture next = space.sample(random);
      if (best != null && random.nextBoolean()) {
        List<Architecture> neighbours = space.neighbours(best.architecture());
        next = neighbours.get(random.nextInt(neighbours.size()));
      }
      if (proposed.add(next)) {
        String from = best == null ? "random" : "near " + best.architecture().id();
        proposals.add(new Proposal(next, "%s, told %d".formatted(from, told)));
      }
    }
    return proposals;
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    told += outcomes.size();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Estimate e && (best == null || e.score() > best.score())) {
        best = e;
      }
    }
  }
}
