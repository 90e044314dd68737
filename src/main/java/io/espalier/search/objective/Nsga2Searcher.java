package io.espalier.search.objective;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.Proposal;
import io.espalier.search.Proposals;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, "A Fast and Elitist Multiobjective Genetic
 * Algorithm", 2002): parents win tournaments by rank and crowding distance; children take each
 * choice from one of two parents and have a few picks redrawn; the best of parents and children
 * survive.
 *
 * <p>A generation ends when as many children were told as there are parents, in whatever order.
 * Architectures are proposed once, so a child that is known or outside the limits is drawn again.
 * With the score alone, it is a plain elitist genetic algorithm.
 */
public final class Nsga2Searcher implements Searcher {

  /** How it can be named. */
  public static final SearcherKind<Nsga2Settings> KIND =
      new SearcherKind<>(
          "nsga2",
          "NSGA-II: evolution for several objectives",
          new Options<>(
              Nsga2Settings.class,
              """
              # Number of parents, and of children of a generation
              population: 20
              # Probability that a child has two parents; otherwise it is a mutant of one
              crossover: 0.9
              # Probability that a pick of a child is redrawn; 0 for one pick on average
              mutation: 0.0
              ---
              population: [2, 1000000]
              crossover: [0, 1]
              mutation: [0, 1]
              """),
          (space, limits, settings, seed) ->
              new Nsga2Searcher(space, limits, List.of(), settings, seed),
          Optional.of(Nsga2Searcher::new));

  /** The number of children drawn in search of one that is new and feasible. */
  private static final int TRIES = 200;

  private final List<Objective> costs;
  private final Nsga2Settings settings;
  private final FeasibleSet feasible;
  private final BitLayout layout;
  private final Archive archive;
  private final FreshSampler fresh;
  private final Proposals proposals;

  private List<Individual> parents = List.of();
  private final List<Individual> children = new ArrayList<>();

  /** Whether the parents are a generation of their own, not the children told so far. */
  private boolean hasGeneration;

  /** What was told, with its coordinates, its rank and its crowding distance in a population. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Individual(int[] slots, double[] point, int rank, double crowding) {

    /** The crowded-comparison operator. */
    static final Comparator<Individual> BEST_FIRST =
        Comparator.comparingInt(Individual::rank)
            .thenComparing(Comparator.comparingDouble(Individual::crowding).reversed());
  }

  /**
   * An evolution of the architectures of {@code space} within {@code limits}.
   *
   * @param costs what is kept low beside the score
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public Nsga2Searcher(
      SearchSpace space,
      List<Limit> limits,
      List<Objective> costs,
      Nsga2Settings settings,
      Seed seed) {
    this.costs = List.copyOf(costs);
    this.settings = settings;
    this.feasible = new FeasibleSet(space, limits, false);
    this.layout = feasible.layout();
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.proposals = new Proposals(archive, seed.derive("nsga2"));
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(count, this::propose);
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    if (proposals.made() < settings.population() || parents.isEmpty()) {
      return fresh.draw(random).map(a -> new Proposal(a, "random start " + (proposals.made() + 1)));
    }
    for (int t = 0; t < TRIES; t++) {
      Individual mother = tournament(random);
      boolean crosses = random.nextDouble() < settings.crossover();
      int[] child = crosses ? cross(mother, tournament(random), random) : mother.slots().clone();
      mutate(child, random);
      Architecture architecture = layout.architecture(child);
      if (feasible.contains(architecture) && !archive.contains(architecture)) {
        String why =
            (crosses ? "child of two parents, the first " : "mutant of one ")
                + layout.architecture(mother.slots()).id();
        return Optional.of(new Proposal(architecture, why));
      }
    }
    return fresh.draw(random).map(a -> new Proposal(a, "random: the parents have no new children"));
  }

  private Individual tournament(RandomGenerator random) {
    Individual one = parents.get(random.nextInt(parents.size()));
    Individual other = parents.get(random.nextInt(parents.size()));
    return Individual.BEST_FIRST.compare(one, other) <= 0 ? one : other;
  }

  /** Takes whole choices, so that those of several picks stay distinct. */
  private int[] cross(Individual mother, Individual father, RandomGenerator random) {
    int[] child = mother.slots().clone();
    for (int slot = 0; slot < child.length; ) {
      int end = slot + 1;
      while (end < child.length && layout.firstBit(end) == layout.firstBit(slot)) {
        end++;
      }
      if (random.nextBoolean()) {
        System.arraycopy(father.slots(), slot, child, slot, end - slot);
      }
      slot = end;
    }
    return child;
  }

  /** Redraws picks among all options, as uniform mutation does. */
  private void mutate(int[] slots, RandomGenerator random) {
    double probability = settings.mutation() > 0 ? settings.mutation() : 1.0 / slots.length;
    for (int slot = 0; slot < slots.length; slot++) {
      if (random.nextDouble() < probability) {
        int bit = random.nextInt(layout.firstBit(slot), layout.endBit(slot));
        if (!layout.isTaken(slots, slot, bit)) {
          slots[slot] = bit;
        }
      }
    }
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      archive.add(outcome.architecture());
      if (outcome instanceof Estimate estimate) {
        Architecture architecture = estimate.architecture();
        children.add(new Individual(layout.slots(architecture), Points.of(estimate, costs), 0, 0));
        if (children.size() == settings.population()) {
          endGeneration();
        }
      }
    }
    if (!hasGeneration) {
      // Failures of the start must not keep the evolution from beginning.
      parents = ranked(children);
    }
  }

  private void endGeneration() {
    List<Individual> all = new ArrayList<>(hasGeneration ? parents : List.of());
    all.addAll(children);
    children.clear();
    List<Individual> survivors = ranked(all);
    parents = ranked(survivors.subList(0, Math.min(survivors.size(), settings.population())));
    hasGeneration = true;
  }

  /** The individuals with their ranks and distances among each other, the best first. */
  private static List<Individual> ranked(List<Individual> all) {
    List<double[]> points = all.stream().map(Individual::point).toList();
    int[] ranks = Dominance.ranks(points);
    List<Individual> ranked = new ArrayList<>();
    int worst = Arrays.stream(ranks).max().orElse(-1);
    for (int rank = 0; rank <= worst; rank++) {
      List<Individual> front = new ArrayList<>();
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] == rank) {
          front.add(all.get(i));
        }
      }
      double[] distances = Dominance.crowding(front.stream().map(Individual::point).toList());
      for (int i = 0; i < distances.length; i++) {
        Individual own = front.get(i);
        ranked.add(new Individual(own.slots(), own.point(), rank, distances[i]));
      }
    }
    ranked.sort(Individual.BEST_FIRST);
    return ranked;
  }
}
