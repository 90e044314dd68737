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
import io.espalier.search.Proposals;
import io.espalier.search.SearchStatistics;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;
import io.espalier.search.UnderWay;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Refit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

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
                      CheckedAlgebra.openFor(LanasSearcher.class))));

  private final LanasSettings settings;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final LinearAlgebra algebra;

  private final Refit refit;
  private final LeafCandidates candidates;
  private final Walk walk;
  private final OpenLeaves leaves;
  private final Start start;
  private final Proposals proposals;

  private final UnderWay pending;

  private LatentTree tree;
  private int samplesOfFit;
  private int samplesOfTree;

  /**
   * A search of the architectures of {@code space} within {@code limits}. If native linear algebra
   * does not work, a warning goes to the system logger.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public LanasSearcher(SearchSpace space, List<Limit> limits, LanasSettings settings, Seed seed) {
    this(space, limits, settings, seed, CheckedAlgebra.openFor(LanasSearcher.class));
  }

  LanasSearcher(
      SearchSpace space,
      List<Limit> limits,
      LanasSettings settings,
      Seed seed,
      LinearAlgebra algebra) {
    this.settings = settings;
    Seed own = seed.derive("lanas");
    this.feasible = new FeasibleSet(space, limits, settings.pathFeatures());
    this.archive = new Archive(space);
    FreshSampler fresh = new FreshSampler(feasible, archive);
    this.algebra = algebra;
    this.refit = new Refit(settings.refitEvery(), settings.refitShare(), settings.refitMost());
    this.candidates = new LeafCandidates(settings, feasible, archive, fresh, algebra, refit, own);
    this.walk = new Walk(settings);
    this.leaves = new OpenLeaves(walk, fresh);
    this.start = new Start(settings, fresh, new DiverseSampler(feasible, fresh));
    this.pending = new UnderWay(feasible.layout());
    this.proposals = new Proposals(archive, own);
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(
        count, this::propose, architecture -> candidates.expect(pending.add(architecture)));
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    List<Sample> samples = candidates.samples();
    if (start.isNext(samples, pending)) {
      return start.draw(samples, pending, proposals.made(), random);
    }
    boolean isOtherTree = refitIfDue(samples);
    if (candidates.update(isOtherTree, pending.slots(), random)) {
      leaves.reopen();
    }
    boolean isGreedy = happens(settings.greedyShare(), random);
    boolean isUniform = !isGreedy && happens(settings.uniformShare(), random);
    return leaves.propose(tree, pending, isGreedy, leaf -> within(leaf, isUniform, random), random);
  }

  private Optional<Proposal> within(TreeNode leaf, boolean isUniform, RandomGenerator random) {
    Optional<Proposal> uniform = isUniform ? candidates.uniform(leaf, random) : Optional.empty();
    return uniform.or(() -> candidates.best(leaf, pending.slots(), random));
  }

  /**
   * Draws whether something with this probability happens; a share of 0 does not use the generator.
   */
  private static boolean happens(double share, RandomGenerator random) {
    return share > 0 && random.nextDouble() < share;
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
      pending.remove(architecture);
      if (outcome instanceof Estimate estimate) {
        candidates.add(Sample.of(estimate, feasible));
      }
    }
  }

  /** See {@link OpenLeaves#statistics}. */
  @Override
  public Map<String, Double> statistics() {
    return leaves.statistics();
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
