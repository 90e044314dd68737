package io.espalier.search.lanas;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.DiverseSampler;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.SearchStatistics;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Refit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * LaNAS (Wang et al., "Sample-Efficient Neural Architecture Search by Learning Actions", TPAMI
 * 2021): a tree of linear regressors learns from all outcomes where the good architectures are;
 * upper confidence bounds choose one of its leaves, and a new architecture is sampled from the
 * leaf's region.
 *
 * <p>With {@link LanasSettings#DEFAULT}, the candidates of a leaf (all of its architectures if the
 * space can be listed) are judged by their expected improvement under a Gaussian process, and small
 * nodes are not divided; {@link LanasSettings#PAPER} is the method as published.
 *
 * <p>Pending architectures count as visits without success, so that batches spread. Failures are
 * remembered but not learned from. Not safe for several threads.
 */
public final class LanasSearcher implements Searcher, SearchStatistics {

  /** How it can be named. */
  public static final SearcherKind<LanasSettings> KIND =
      new SearcherKind<>(
          "lanas",
          "a tree of regressors that learns where good architectures are",
          Options.of(LanasSettings.class, "lanas.yaml"),
          LanasSearcher::new,
          Optional.of(
              (space, limits, costs, settings, seed) ->
                  new ParetoLanasSearcher(
                      space,
                      limits,
                      costs,
                      settings,
                      seed,
                      CheckedAlgebra.open(LanasSearcher::warn))));

  private final LanasSettings settings;
  private final Seed seed;
  private final SearchSpace space;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final DiverseSampler spread;
  private final LinearAlgebra algebra;

  private final Refit refit;
  private final LeafCandidates candidates;
  private final Walk walk;

  /** The architectures that were proposed and not told yet, by canonical form. */
  private final Map<Architecture, int[]> pending = new LinkedHashMap<>();

  private long proposed;
  private int exhaustedLeaves;
  private int restarts;

  private LatentTree tree;
  private int samplesOfFit;
  private int samplesOfTree;

  /** The leaves found exhausted since the last refit. */
  private final Set<String> exhausted = new HashSet<>();

  /**
   * A search of the architectures of {@code space} within {@code limits}. If native linear algebra
   * does not work, a warning goes to the system logger.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public LanasSearcher(SearchSpace space, List<Limit> limits, LanasSettings settings, Seed seed) {
    this(space, limits, settings, seed, CheckedAlgebra.open(LanasSearcher::warn));
  }

  LanasSearcher(
      SearchSpace space,
      List<Limit> limits,
      LanasSettings settings,
      Seed seed,
      LinearAlgebra algebra) {
    this.settings = settings;
    this.seed = seed.derive("lanas");
    this.space = space;
    this.feasible = new FeasibleSet(space, limits, settings.pathFeatures());
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.spread = new DiverseSampler(feasible, fresh);
    this.algebra = algebra;
    this.refit = new Refit(settings.refitEvery(), settings.refitShare(), settings.refitMost());
    this.candidates =
        new LeafCandidates(settings, feasible, archive, fresh, algebra, refit, this.seed);
    this.walk = new Walk(settings);
  }

  private static void warn(String message) {
    System.getLogger(LanasSearcher.class.getName()).log(System.Logger.Level.WARNING, message);
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = new ArrayList<>(count);
    while (proposals.size() < count) {
      Optional<Proposal> proposal = propose(seed.derive(proposed).generator());
      if (proposal.isEmpty()) {
        break;
      }
      Architecture architecture = proposal.get().architecture();
      int[] slots = feasible.layout().slots(architecture);
      archive.add(architecture);
      pending.put(space.canonical(architecture), slots);
      candidates.expect(slots);
      proposed++;
      proposals.add(proposal.get());
    }
    return proposals;
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    List<Sample> samples = candidates.samples();
    // Outcomes that were never proposed count as initial samples, too.
    if (samples.size() + pending.size() < settings.initialSamples() || samples.size() < 2) {
      return start(samples, random);
    }
    boolean isOtherTree = refitIfDue(samples);
    if (candidates.update(isOtherTree, pending.values(), random)) {
      exhausted.clear();
    }
    boolean isGreedy = happens(settings.greedyShare(), random);
    boolean isUniform = !isGreedy && happens(settings.uniformShare(), random);
    Optional<TreeNode> leaf = leaf(isGreedy);
    while (leaf.isPresent()) {
      Optional<Proposal> proposal =
          isUniform ? candidates.uniform(leaf.get(), random) : Optional.empty();
      if (proposal.isEmpty()) {
        proposal = candidates.best(leaf.get(), pending.values(), random);
      }
      if (proposal.isPresent()) {
        walk.proposedFrom(leaf.get(), tree);
        return proposal;
      }
      exhausted.add(leaf.get().name());
      exhaustedLeaves++;
      leaf = leaf(isGreedy);
    }
    restarts++;
    return fresh.draw(random).map(a -> new Proposal(a, "random: nothing new in any leaf"));
  }

  private Optional<Proposal> start(List<Sample> samples, RandomGenerator random) {
    Optional<Architecture> drawn =
        switch (settings.initialDesign()) {
          case RANDOM -> fresh.draw(random);
          case DIVERSE -> {
            Stream<int[]> told = samples.stream().map(Sample::slots);
            yield spread.draw(Stream.concat(told, pending.values().stream()).toList(), random);
          }
        };
    return drawn.map(a -> new Proposal(a, "random start " + (proposed + 1)));
  }

  /**
   * Draws whether something with this probability happens; a share of 0 does not use the generator.
   */
  private static boolean happens(double share, RandomGenerator random) {
    return share > 0 && random.nextDouble() < share;
  }

  private Optional<TreeNode> leaf(boolean isGreedy) {
    return walk.leaf(tree, pending.values(), node -> exhausted.contains(node.name()), isGreedy);
  }

  /**
   * Between refits, new outcomes only join the regions that they lie in. Returns whether it
   * refitted.
   */
  private boolean refitIfDue(List<Sample> samples) {
    boolean isDue = tree == null || samples.size() - samplesOfFit >= refit.due(samplesOfFit);
    if (isDue) {
      tree = LatentTree.fit(samples, feasible.layout(), settings, algebra);
      samplesOfFit = samples.size();
    } else {
      samples.subList(samplesOfTree, samples.size()).forEach(tree::add);
    }
    samplesOfTree = samples.size();
    return isDue;
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      pending.remove(space.canonical(architecture));
      if (outcome instanceof Estimate estimate) {
        candidates.add(Sample.of(estimate, feasible));
      }
    }
  }

  /**
   * How often the search left the greedy path down the tree, how many leaves were found exhausted,
   * and how often all leaves were, so that it restarted at random.
   */
  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("departures", walk.shareOfDepartures());
    statistics.put("exhausted_leaves", (double) exhaustedLeaves);
    statistics.put("restarts", (double) restarts);
    return statistics;
  }

  /** The tree refitted to all outcomes so far; empty before the first outcome. */
  public Optional<TreeSnapshot> tree() {
    if (candidates.samples().isEmpty()) {
      return Optional.empty();
    }
    LatentTree now = LatentTree.fit(candidates.samples(), feasible.layout(), settings, algebra);
    return Optional.of(new TreeDescription(now, feasible.layout(), walk).snapshot());
  }
}
