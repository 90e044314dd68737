package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What searchers make of spaces that are known by a list. */
class ListedSpaceTest {

  private static final int CHOICES = 6;
  private static final int OPTIONS = 8;
  private static final int ROWS = 500;

  /** Few of many combinations: hardly one has a neighbour that is one as well. */
  private record Sparse(List<Architecture> rows) implements SearchSpace {
    @Override
    public String name() {
      return "sparse";
    }

    @Override
    public List<Choice> choices() {
      return SmallSpace.product(CHOICES, OPTIONS).choices();
    }

    @Override
    public BigInteger size() {
      return BigInteger.valueOf(rows.size());
    }

    @Override
    public boolean isValid(Architecture architecture) {
      checkFits(architecture);
      return rows.contains(architecture);
    }

    @Override
    public Optional<List<Architecture>> listing() {
      return Optional.of(rows);
    }
  }

  /** A space of which every second encoding, by its last pick, is another name of a network. */
  private record Doubled(SmallSpace all) implements SearchSpace {
    @Override
    public String name() {
      return all.name();
    }

    @Override
    public List<Choice> choices() {
      return all.choices();
    }

    @Override
    public BigInteger size() {
      return all.size();
    }

    @Override
    public boolean isValid(Architecture architecture) {
      return all.isValid(architecture);
    }

    @Override
    public Architecture canonical(Architecture architecture) {
      return architecture.with(1, List.of(0));
    }

    @Override
    public Optional<List<Architecture>> listing() {
      return Optional.of(
          IntStream.range(0, 4).mapToObj(i -> Architecture.of(name(), i, 0)).toList());
    }
  }

  private static Sparse sparse() {
    RandomGenerator random = new Seed(1).generator();
    Set<Architecture> rows = new HashSet<>();
    while (rows.size() < ROWS) {
      rows.add(Architecture.of("sparse", random.ints(CHOICES, 0, OPTIONS).toArray()));
    }
    return new Sparse(List.copyOf(rows));
  }

  private static double sum(Architecture architecture) {
    return IntStream.range(0, CHOICES).map(architecture::pick).sum();
  }

  private static Limit atMost(double maximum) {
    return new Limit("sum", "units", Double.NEGATIVE_INFINITY, maximum, ListedSpaceTest::sum);
  }

  @Test
  void everyListedNetworkIsDrawnAsOften() {
    Doubled space = new Doubled(SmallSpace.product(2, 4));
    FeasibleSet feasible = new FeasibleSet(space, List.of());
    RandomGenerator random = new Seed(2).generator();
    Map<Architecture, Integer> counts = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      counts.merge(feasible.sample(random), 1, Integer::sum);
    }
    assertThat(counts.keySet()).isEqualTo(new HashSet<>(space.listing().orElseThrow()));
    // Four standard deviations of a binomial count.
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 1_000) < 110);
  }

  @Test
  void membersUnderATightLimitAreDrawnAsOften() {
    Sparse space = sparse();
    double lowest = space.rows().stream().mapToDouble(ListedSpaceTest::sum).min().orElseThrow();
    Limit limit = atMost(lowest + 6);
    List<Architecture> members = space.rows().stream().filter(limit::allows).toList();
    assertThat(members).hasSizeBetween(2, 20);
    FeasibleSet feasible = new FeasibleSet(space, List.of(limit));
    assertThat(feasible.enumerate(ROWS).orElseThrow()).isEqualTo(members);
    assertThat(feasible.enumerate(ROWS - 1)).isEmpty();
    RandomGenerator random = new Seed(3).generator();
    Map<Architecture, Integer> counts = new HashMap<>();
    int draws = 500 * members.size();
    for (int i = 0; i < draws; i++) {
      counts.merge(feasible.sample(random), 1, Integer::sum);
    }
    assertThat(counts.keySet()).isEqualTo(new HashSet<>(members));
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 500) < 110);
  }

  @Test
  void anUnreachableLimitIsRefusedWithTheSmallestValueOnTheList() {
    Sparse space = sparse();
    double lowest = space.rows().stream().mapToDouble(ListedSpaceTest::sum).min().orElseThrow();
    assertThatThrownBy(() -> new FeasibleSet(space, List.of(atMost(lowest - 1))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("smallest reachable value is %d ".formatted((int) lowest));
    Limit any = atMost(1_000);
    assertThat(new FeasibleSet(space, List.of(any)).reach(any).exact()).isTrue();
  }

  @Test
  void randomSearchProposesEveryNetworkOnceAndEnds() {
    for (SearchSpace space : List.of(sparse(), new Doubled(SmallSpace.product(2, 4)))) {
      RandomSearcher searcher = new RandomSearcher(space, List.of(), new Seed(4));
      List<Architecture> proposed = new ArrayList<>();
      searcher.ask(ROWS + 10).forEach(proposal -> proposed.add(proposal.architecture()));
      assertThat(proposed).containsExactlyInAnyOrderElementsOf(space.listing().orElseThrow());
    }
  }

  @Test
  void evolutionFindsItsWayThroughASparseList() {
    Sparse space = sparse();
    EvolutionSearcher searcher =
        new EvolutionSearcher(space, List.of(), EvolutionSettings.DEFAULT, new Seed(5));
    Set<Architecture> proposed = new HashSet<>();
    for (int i = 0; i < 120; i++) {
      Architecture architecture = searcher.ask(1).get(0).architecture();
      assertThat(proposed.add(architecture)).isTrue();
      searcher.tell(
          List.of(new io.espalier.estimate.Estimate(architecture, sum(architecture), 0, 0, 0)));
    }
    assertThat(space.rows()).containsAll(proposed);
  }
}
