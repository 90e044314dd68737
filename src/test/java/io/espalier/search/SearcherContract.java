package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every searcher keeps to; a searcher's test implements this and gets all of it. */
public interface SearcherContract {

  /** A new searcher. */
  Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed);

  /** The number of options 0, which no half-space of the truth below prefers. */
  private static Limit atMostZeros(double count) {
    return new Limit(
        "zeros", "options", Double.NEGATIVE_INFINITY, count, SearcherContract::countZeros);
  }

  private static double countZeros(Architecture architecture) {
    return architecture.picks().stream().filter(pick -> pick.contains(0)).count();
  }

  private static double truth(Architecture architecture) {
    double score = 50;
    for (int c = 0; c < architecture.picks().size(); c++) {
      score += architecture.pick(c) * (c + 1);
    }
    return score;
  }

  private static Outcome outcome(Architecture architecture) {
    return new Estimate(architecture, truth(architecture), 0.1, 100, 0.5);
  }

  /** Fails now and then, as a real estimator would. */
  private static Outcome unreliable(Architecture architecture) {
    return architecture.pick(1) == 1
        ? new Failure(architecture, "the loss is no number")
        : outcome(architecture);
  }

  private static List<Outcome> outcomes(List<Proposal> proposals) {
    return proposals.stream().map(p -> outcome(p.architecture())).toList();
  }

  @Test
  default void proposalsAreValidWithinLimitsAndNotRepeatedByCanonicalForm() {
    SmallSpace space =
        SmallSpace.product(6, 3)
            .with(SearcherContract::formOfValid)
            .where(a -> a.pick(2) + a.pick(3) > 0);
    Limit limit = atMostZeros(3);
    Searcher searcher = searcher(space, List.of(limit), new Seed(1));
    Set<Architecture> seen = new HashSet<>();
    for (int i = 0; i < 120; i++) {
      List<Proposal> proposals = searcher.ask(1);
      assertThat(proposals).hasSize(1);
      Architecture architecture = proposals.get(0).architecture();
      assertThat(space.isValid(architecture)).isTrue();
      assertThat(limit.allows(architecture)).isTrue();
      assertThat(seen.add(space.canonical(architecture))).as("new: %s", architecture).isTrue();
      assertThat(proposals.get(0).why()).isNotBlank();
      searcher.tell(outcomes(proposals));
    }
  }

  /** As real spaces do, it takes valid architectures only. */
  private static Architecture formOfValid(Architecture architecture) {
    if (architecture.pick(2) + architecture.pick(3) == 0) {
      throw new IllegalArgumentException(architecture + " is not valid");
    }
    return architecture.pick(0) == 0 ? architecture.with(5, List.of(0)) : architecture;
  }

  @Test
  default void sameCallsGiveSameProposalsAndAnotherSeedOthers() {
    List<Architecture> first = unevenRun(new Seed(7));
    assertThat(unevenRun(new Seed(7))).isEqualTo(first);
    assertThat(unevenRun(new Seed(8))).isNotEqualTo(first);
  }

  /** Asks in batches of changing size, tells late, in another order, and with failures. */
  private List<Architecture> unevenRun(Seed seed) {
    Searcher searcher = searcher(SmallSpace.product(8, 3), List.of(), seed);
    Random order = new Random(3);
    List<Architecture> asked = new ArrayList<>();
    List<Architecture> running = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      searcher.ask(1 + i % 4).forEach(p -> running.add(p.architecture()));
      Collections.shuffle(running, order);
      int told = running.size() - order.nextInt(Math.min(4, running.size()));
      List<Architecture> done = running.subList(0, told);
      searcher.tell(done.stream().map(SearcherContract::unreliable).toList());
      asked.addAll(done);
      done.clear();
    }
    return asked;
  }

  @Test
  default void batchesAreToldInAnyOrder() {
    Searcher searcher = searcher(SmallSpace.product(8, 3), List.of(), new Seed(2));
    Set<Architecture> seen = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      List<Proposal> batch = new ArrayList<>(searcher.ask(16));
      assertThat(batch).hasSize(16);
      batch.forEach(p -> assertThat(seen.add(p.architecture())).isTrue());
      Collections.reverse(batch);
      searcher.tell(outcomes(batch.subList(0, 5)));
      searcher.tell(outcomes(batch.subList(5, 16)));
    }
  }

  @Test
  default void everyMemberOfASmallSpaceIsProposedOnceAndThenNothing() {
    SmallSpace space =
        SmallSpace.product(4, 3).with(a -> a.pick(0) == 0 ? a.with(3, List.of(0)) : a);
    Limit limit = atMostZeros(2);
    Set<Architecture> wanted = new HashSet<>();
    new FeasibleSet(space, List.of(limit))
        .enumerate(1_000)
        .orElseThrow()
        .forEach(a -> wanted.add(space.canonical(a)));
    Searcher searcher = searcher(space, List.of(limit), new Seed(3));
    Set<Architecture> proposed = new HashSet<>();
    List<Proposal> batch = searcher.ask(7);
    while (!batch.isEmpty()) {
      batch.forEach(p -> assertThat(proposed.add(space.canonical(p.architecture()))).isTrue());
      searcher.tell(outcomes(batch));
      batch = searcher.ask(7);
    }
    assertThat(proposed).isEqualTo(wanted);
    assertThat(searcher.ask(1)).isEmpty();
  }

  @Test
  default void outcomesThatWereNeverProposedAreTakenInAndNotProposed() {
    SmallSpace space = SmallSpace.product(4, 2);
    List<Architecture> all = new FeasibleSet(space, List.of()).enumerate(100).orElseThrow();
    Searcher searcher = searcher(space, List.of(), new Seed(4));
    searcher.tell(all.subList(0, 6).stream().map(SearcherContract::outcome).toList());
    List<Architecture> proposed = searcher.ask(20).stream().map(Proposal::architecture).toList();
    assertThat(proposed).containsExactlyInAnyOrderElementsOf(all.subList(6, 16));
  }

  @Test
  default void failuresAreNotProposedAgain() {
    SmallSpace space = SmallSpace.product(4, 3);
    Searcher searcher = searcher(space, List.of(), new Seed(5));
    Set<Architecture> proposed = new HashSet<>();
    List<Proposal> batch = searcher.ask(3);
    while (!batch.isEmpty()) {
      batch.forEach(p -> assertThat(proposed.add(p.architecture())).isTrue());
      searcher.tell(batch.stream().map(p -> unreliable(p.architecture())).toList());
      batch = searcher.ask(3);
    }
    assertThat(proposed).hasSize(81);
  }

  @Test
  default void nothingButFailuresStillGivesProposals() {
    Searcher searcher = searcher(SmallSpace.product(10, 3), List.of(), new Seed(6));
    for (int i = 0; i < 100; i++) {
      List<Proposal> proposals = searcher.ask(1);
      assertThat(proposals).hasSize(1);
      searcher.tell(List.of(new Failure(proposals.get(0).architecture(), "out of memory")));
    }
  }

  @Test
  default void asOneIsToldAnotherIsAskedForUntilNothingIsLeft() {
    SmallSpace space =
        SmallSpace.product(4, 3).with(a -> a.pick(0) == 0 ? a.with(3, List.of(0)) : a);
    Limit limit = atMostZeros(3);
    Searcher searcher = searcher(space, List.of(limit), new Seed(7));
    Random order = new Random(5);
    Set<Architecture> proposed = new HashSet<>();
    List<Proposal> running = new ArrayList<>(searcher.ask(6));
    while (!running.isEmpty()) {
      Architecture done = running.remove(order.nextInt(running.size())).architecture();
      assertThat(limit.allows(done)).isTrue();
      assertThat(proposed.add(space.canonical(done))).as("new: %s", done).isTrue();
      searcher.tell(List.of(unreliable(done)));
      running.addAll(searcher.ask(1));
    }
    long members =
        new FeasibleSet(space, List.of(limit))
            .enumerate(1_000).orElseThrow().stream().map(space::canonical).distinct().count();
    assertThat((long) proposed.size()).isEqualTo(members);
  }

  @Test
  default void tightLimitsAreKeptWhereChoicesTakeSeveralPicks() {
    SmallSpace space = SmallSpace.picks160();
    double none = Double.NEGATIVE_INFINITY;
    Limit straight = new Limit("sum", "options", none, 70, SearcherContract::sum);
    Limit bent = new Limit("squares", "units", none, 40_000, SearcherContract::squares);
    Searcher searcher = searcher(space, List.of(straight, bent), new Seed(8));
    Set<Architecture> seen = new HashSet<>();
    for (int i = 0; i < 15; i++) {
      List<Proposal> batch = searcher.ask(4);
      assertThat(batch).hasSize(4);
      for (Proposal proposal : batch) {
        space.checkFits(proposal.architecture());
        assertThat(straight.allows(proposal.architecture())).isTrue();
        assertThat(bent.allows(proposal.architecture())).isTrue();
        assertThat(seen.add(proposal.architecture())).isTrue();
      }
      searcher.tell(outcomes(batch));
    }
  }

  private static double sum(Architecture architecture) {
    return architecture.picks().stream().flatMap(List::stream).mapToInt(option -> option).sum();
  }

  /** The cells' sums weigh on each other, so that this is no sum over the mask. */
  private static double squares(Architecture architecture) {
    int half = architecture.picks().size() / 2;
    double[] sums = new double[2];
    for (int c = 0; c < architecture.picks().size(); c++) {
      for (int option : architecture.picks().get(c)) {
        sums[c / half] += option;
      }
    }
    return sums[0] * sums[0] * sums[1];
  }
}
