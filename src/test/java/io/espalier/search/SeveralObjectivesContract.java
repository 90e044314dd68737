package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.objective.Hypervolume;
import io.espalier.search.objective.Points;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every searcher for several objectives keeps to, beyond the contract of searchers. */
public interface SeveralObjectivesContract {

  /** A new searcher. */
  Searcher searcher(SearchSpace space, List<Limit> limits, List<Objective> costs, Seed seed);

  /** Whether it is better than chance after some samples. */
  default boolean learns() {
    return true;
  }

  /** A sum over the picks, which the score rises with. */
  Objective SUM = new Objective("sum", "options", SeveralObjectivesContract::sum);

  /** Not a sum over the picks. */
  Objective SPREAD = new Objective("spread", "options", SeveralObjectivesContract::spread);

  private static double sum(Architecture architecture) {
    return architecture.picks().stream().mapToInt(pick -> pick.get(0)).sum();
  }

  private static double spread(Architecture architecture) {
    int distinct = (int) architecture.picks().stream().distinct().count();
    return distinct * (1 + architecture.pick(0));
  }

  private static double score(Architecture architecture) {
    double score = 0;
    for (int c = 0; c < architecture.picks().size(); c++) {
      score += Math.sqrt(architecture.pick(c)) * (1 + (c * 7) % 5);
    }
    return score + 2 * (architecture.pick(1) == architecture.pick(2) ? 1 : 0);
  }

  private static Outcome outcome(Architecture architecture) {
    return new Estimate(architecture, score(architecture), 0, 0, 0);
  }

  @Test
  default void proposalsAreWithinLimitsOnTheObjectivesAndNew() {
    SmallSpace space = SmallSpace.product(6, 3);
    Limit limit = new Limit("sum", "options", Double.NEGATIVE_INFINITY, 6, SUM.cost());
    Searcher searcher = searcher(space, List.of(limit), List.of(SUM, SPREAD), new Seed(1));
    Set<Architecture> seen = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      for (Proposal proposal : searcher.ask(2)) {
        assertThat(limit.allows(proposal.architecture())).isTrue();
        assertThat(seen.add(proposal.architecture())).isTrue();
        assertThat(proposal.why()).isNotBlank();
        searcher.tell(List.of(outcome(proposal.architecture())));
      }
    }
  }

  @Test
  default void sameCallsGiveTheSameProposalsWithSeveralObjectives() {
    List<Architecture> first = unevenRun(new Seed(3));
    assertThat(unevenRun(new Seed(3))).isEqualTo(first);
    assertThat(unevenRun(new Seed(4))).isNotEqualTo(first);
  }

  /** Asks in batches of changing size and tells late, in another order and with failures. */
  private List<Architecture> unevenRun(Seed seed) {
    Searcher searcher = searcher(SmallSpace.product(8, 3), List.of(), List.of(SUM), seed);
    Random order = new Random(5);
    List<Architecture> asked = new ArrayList<>();
    List<Architecture> running = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      searcher.ask(1 + i % 4).forEach(p -> running.add(p.architecture()));
      Collections.shuffle(running, order);
      List<Architecture> done =
          running.subList(0, running.size() - order.nextInt(Math.min(4, running.size())));
      searcher.tell(
          done.stream()
              .map(a -> a.pick(3) == 2 ? new Failure(a, "too large") : outcome(a))
              .toList());
      asked.addAll(done);
      done.clear();
    }
    return asked;
  }

  @Test
  default void aSmallSpaceIsExhaustedWithSeveralObjectives() {
    SmallSpace space = SmallSpace.product(4, 3);
    Searcher searcher = searcher(space, List.of(), List.of(SUM, SPREAD), new Seed(2));
    Set<Architecture> proposed = new HashSet<>();
    List<Proposal> batch = searcher.ask(5);
    while (!batch.isEmpty()) {
      batch.forEach(p -> assertThat(proposed.add(p.architecture())).isTrue());
      searcher.tell(batch.stream().map(p -> outcome(p.architecture())).toList());
      batch = searcher.ask(5);
    }
    assertThat(proposed).hasSize(81);
  }

  @Test
  default void aLargeSpaceWithFourObjectivesIsSearched() {
    Objective first = new Objective("first", "options", a -> a.pick(0) + a.pick(9));
    SmallSpace space = SmallSpace.product(30, 4);
    Searcher searcher = searcher(space, List.of(), List.of(SUM, SPREAD, first), new Seed(6));
    Set<Architecture> proposed = new HashSet<>();
    for (int i = 0; i < 15; i++) {
      List<Proposal> batch = searcher.ask(4);
      assertThat(batch).hasSize(4);
      batch.forEach(p -> assertThat(proposed.add(p.architecture())).isTrue());
      searcher.tell(batch.stream().map(p -> outcome(p.architecture())).toList());
    }
  }

  @Test
  default void itFindsMoreHypervolumeThanChance() {
    if (!learns()) {
      return;
    }
    double own = 0;
    double random = 0;
    for (int seed = 1; seed <= 5; seed++) {
      SmallSpace space = SmallSpace.product(8, 4);
      own += found(searcher(space, List.of(), List.of(SUM), new Seed(seed)));
      random += found(new RandomSearcher(space, List.of(), new Seed(seed)));
    }
    assertThat(own).isGreaterThan(random);
  }

  private static double found(Searcher searcher) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Architecture architecture = searcher.ask(1).get(0).architecture();
      searcher.tell(List.of(outcome(architecture)));
      points.add(Points.of(score(architecture), Points.costs(architecture, List.of(SUM))));
    }
    return Hypervolume.of(points, new double[] {0, 25});
  }
}
