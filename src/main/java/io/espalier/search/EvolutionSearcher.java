package io.espalier.search;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Regularized evolution (Real et al., 2019, algorithm 1): the best of a random sample of the
 * population has a child by one mutation; the oldest dies, however good it is.
 *
 * <p>Age counts from the tell, so outcomes may come late and in any order. The population starts
 * with random architectures; they are proposed until their number reaches the size of the
 * population.
 */
public final class EvolutionSearcher implements Restorable {

  /** How it can be named. */
  public static final SearcherKind<EvolutionSettings> KIND =
      new SearcherKind<>(
          "evolution",
          "regularized evolution",
          new Options<>(
              EvolutionSettings.class,
              """
              # Size of the population
              population: 50
              # Size of the tournament that selects the parent
              sample: 10
              ---
              population: [2, 1000000]
              sample: [1, 1000000]
              """),
          EvolutionSearcher::new);

  private final EvolutionSettings settings;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final Proposals proposals;

  /** The population, oldest first. */
  private final List<Estimate> population = new ArrayList<>();

  /**
   * An evolution of the architectures of {@code space} within {@code limits}.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public EvolutionSearcher(
      SearchSpace space, List<Limit> limits, EvolutionSettings settings, Seed seed) {
    this.settings = settings;
    this.feasible = new FeasibleSet(space, limits);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.proposals = new Proposals(archive, seed.derive("evolution"));
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(count, this::propose);
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    if (proposals.made() < settings.population() || population.isEmpty()) {
      return fresh.draw(random).map(a -> new Proposal(a, "random start " + (proposals.made() + 1)));
    }
    for (Estimate parent : sampleBestFirst(random)) {
      Optional<Architecture> child = mutate(parent.architecture(), random);
      if (child.isPresent()) {
        String why =
            String.format(
                Locale.ROOT,
                "one mutation of %s (%.2f), best of %d of %d",
                parent.architecture().id(),
                parent.score(),
                Math.min(settings.sample(), population.size()),
                population.size());
        return Optional.of(new Proposal(child.get(), why));
      }
    }
    return fresh.draw(random).map(a -> new Proposal(a, "random: the parents have no new children"));
  }

  /** The tournament's sample, drawn with replacement as in the paper, best first. */
  private List<Estimate> sampleBestFirst(RandomGenerator random) {
    List<Estimate> sample = new ArrayList<>(settings.sample());
    for (int i = 0; i < settings.sample(); i++) {
      sample.add(population.get(random.nextInt(population.size())));
    }
    sample.sort(Comparator.comparingDouble(Estimate::score).reversed());
    return sample;
  }

  /** A feasible and new neighbour, drawn uniformly. */
  private Optional<Architecture> mutate(Architecture parent, RandomGenerator random) {
    List<Architecture> neighbours = new ArrayList<>(feasible.space().neighbours(parent));
    Collections.shuffle(neighbours, new Random(random.nextLong()));
    return neighbours.stream()
        .filter(neighbour -> !archive.contains(neighbour) && feasible.contains(neighbour))
        .findFirst();
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      archive.add(outcome.architecture());
      if (outcome instanceof Estimate estimate) {
        population.add(estimate);
      }
    }
    while (population.size() > settings.population()) {
      population.remove(0);
    }
  }

  /** The population, oldest first. */
  @Override
  public Optional<String> notes() {
    return fresh.followsFromArchive()
        ? Optional.of(Ids.of(population.stream().map(Estimate::architecture)))
        : Optional.empty();
  }

  @Override
  public void restore(List<Outcome> told, String notes) {
    proposals.restore(told);
    Map<Architecture, Optional<Estimate>> alive = new LinkedHashMap<>();
    Ids.parse(notes, feasible.space()).forEach(a -> alive.put(a, Optional.empty()));
    for (Outcome outcome : told) {
      if (outcome instanceof Estimate estimate) {
        alive.computeIfPresent(estimate.architecture(), (a, none) -> Optional.of(estimate));
      }
    }
    alive.values().forEach(estimate -> population.add(estimate.orElseThrow()));
  }
}
