package io.espalier.search;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Random search without replacement: the rival that every other searcher has to beat. */
public final class RandomSearcher implements Searcher {

  /** How it can be named. */
  public static final SearcherKind<Options.None> KIND =
      new SearcherKind<>(
          "random",
          "every architecture equally likely",
          Options.NONE,
          (space, limits, settings, seed) -> new RandomSearcher(space, limits, seed),
          Optional.of(
              (space, limits, costs, settings, seed) -> new RandomSearcher(space, limits, seed)));

  private final Seed seed;
  private final Archive archive;
  private final FreshSampler fresh;
  private long proposed;

  /**
   * A random search of the architectures of {@code space} within {@code limits}.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public RandomSearcher(SearchSpace space, List<Limit> limits, Seed seed) {
    this.seed = seed.derive("random");
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(new FeasibleSet(space, limits), archive);
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = new ArrayList<>(count);
    while (proposals.size() < count) {
      Optional<Architecture> drawn = fresh.draw(seed.derive(proposed).generator());
      if (drawn.isEmpty()) {
        break;
      }
      archive.add(drawn.get());
      proposed++;
      proposals.add(new Proposal(drawn.get(), "random draw " + proposed));
    }
    return proposals;
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    outcomes.forEach(outcome -> archive.add(outcome.architecture()));
  }
}
