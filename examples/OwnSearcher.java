import io.espalier.catalogue.Options;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A searcher of your own: it proposes a neighbour of the best architecture so far, and now and then
 * one drawn at random. All that it does follows from its seed and from what it was asked and told,
 * so that a search can be resumed.
 */
public final class OwnSearcher implements Searcher {

  /**
   * The settings, which are keys of {@code search.climb} in configurations.
   *
   * @param randomShare the share of random proposals, from 0 to 1
   */
  public record Climb(double randomShare) {

    /** Refuses what its user can mend with a message that says how. */
    public Climb {
      if (!(randomShare >= 0 && randomShare <= 1)) {
        throw new InputError("random_share is %s; give 0 to 1".formatted(randomShare));
      }
    }
  }

  /**
   * How the searcher can be named: with the defaults, and below --- the ranges, of its settings.
   */
  public static final SearcherKind<Climb> KIND =
      new SearcherKind<>(
          "climb",
          "neighbours of the best, and random ones",
          new Options<>(
              Climb.class,
              """
              # Share of proposals that are drawn at random
              random_share: 0.3
              ---
              random_share: [0, 1]
              """),
          OwnSearcher::new);

  private final Climb settings;
  private final Seed seed;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private Estimate best;
  private long proposed;

  /** A searcher of the architectures of a space that keep the limits. */
  public OwnSearcher(SearchSpace space, List<Limit> limits, Climb settings, Seed seed) {
    this.settings = settings;
    this.seed = seed;
    this.feasible = new FeasibleSet(space, limits);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = new ArrayList<>();
    while (proposals.size() < count) {
      RandomGenerator random = seed.derive(proposed).generator();
      Optional<Proposal> next = neighbour(random).or(() -> drawn(random));
      if (next.isEmpty()) {
        break;
      }
      archive.add(next.get().architecture());
      proposed++;
      proposals.add(next.get());
    }
    return proposals;
  }

  private Optional<Proposal> neighbour(RandomGenerator random) {
    if (best == null || random.nextDouble() < settings.randomShare()) {
      return Optional.empty();
    }
    List<Architecture> open =
        feasible.space().neighbours(best.architecture()).stream()
            .filter(a -> feasible.contains(a) && !archive.contains(a))
            .toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Proposal(
                open.get(random.nextInt(open.size())),
                "a neighbour of " + best.architecture().id()));
  }

  /** An architecture that was not proposed yet; empty when there are no more. */
  private Optional<Proposal> drawn(RandomGenerator random) {
    return fresh.draw(random).map(a -> new Proposal(a, "drawn at random"));
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      archive.add(outcome.architecture());
      if (outcome instanceof Estimate estimate
          && (best == null || estimate.score() > best.score())) {
        best = estimate;
      }
    }
  }

  /** Searches with a score that needs no training; the argument is the run folder. */
  public static void main(String[] arguments) {
    Catalogues catalogues =
        Catalogues.BUILT_IN.withSearchers(Catalogues.BUILT_IN.searchers().with(KIND));
    Settings settings =
        Configuration.defaults(catalogues)
            .set("work_dir=" + arguments[0])
            .set("threads=1")
            .set("data={source: sample, image_size: 8, training_images: 200}")
            .set("supernet.channels=4")
            .set("estimate={weights: {supernet: 0, log_synflow: 1}, reference: 20, channels: 4}")
            .set("search={searcher: climb, climb: {random_share: 0.2}, evaluations: 30}")
            .values();
    try (Run run = Run.open(settings, catalogues, Progress.SILENT)) {
      Study.Result result = new Search(run).run(true);
      result
          .best()
          .ifPresent(
              trial ->
                  System.out.printf(
                      "best of %d by %s: %s%n",
                      result.trials().size(), settings.search().searcher(), trial.architecture()));
    }
  }
}
