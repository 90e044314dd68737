package io.espalier.search;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random search without replacement: the rival that every other searcher has to beat. */
public final class RandomSearcher implements Restorable {

  /** How it can be named. */
  public static final SearcherKind<Options.None> KIND =
      new SearcherKind<>(
          "random",
          "every architecture equally likely",
          Options.NONE,
          (space, limits, settings, seed) -> new RandomSearcher(space, limits, seed),
          Optional.of(
              (space, limits, costs, settings, seed) -> new RandomSearcher(space, limits, seed)));

  private final Archive archive;
  private final FreshSampler fresh;
  private final Proposals proposals;

  /**
   * A random search of the architectures of {@code space} within {@code limits}.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public RandomSearcher(SearchSpace space, List<Limit> limits, Seed seed) {
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(new FeasibleSet(space, limits), archive);
    this.proposals = new Proposals(archive, seed.derive("random"));
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(count, this::draw);
  }

  private Optional<Proposal> draw(RandomGenerator random) {
    return fresh.draw(random).map(a -> new Proposal(a, "random draw " + (proposals.made() + 1)));
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    outcomes.forEach(outcome -> archive.add(outcome.architecture()));
  }

  @Override
  public Optional<String> notes() {
    return fresh.followsFromArchive() ? Optional.of("") : Optional.empty();
  }

  @Override
  public void restore(List<Outcome> told, String notes) {
    proposals.restore(told);
  }
}
