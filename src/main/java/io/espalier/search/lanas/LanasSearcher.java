package io.espalier.search.lanas;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.HammingProcess;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.RankTransform;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * LaNAS (Wang et al., "Sample-Efficient Neural Architecture Search by Learning Actions", TPAMI
 * 2021): a tree of linear regressors learns from all outcomes where the good architectures are;
 * upper confidence bounds choose a leaf of it, and a new architecture is sampled from the leaf's
 * region.
 *
 * <p>With {@link LanasSettings#DEFAULT} the candidates of a leaf are judged by a regression on
 * pairs of options and their expected improvement, and a small node is not divided at all; {@link
 * LanasSettings#PAPER} is the method as published.
 *
 * <p>Architectures that are proposed and not told yet count as visits without success, so that
 * batches spread. Failures are remembered and not learned from. Not safe for several threads.
 */
public final class LanasSearcher implements Searcher {

  /**
   * How much the samples grow, at least, until the tree is fitted again: its costs grow with them.
   */
  private static final double REFIT_GROWTH = 0.01;

  /** How much the samples grow until hyperparameters are chosen again. */
  private static final double TUNING_GROWTH = 1.25;

  private final LanasSettings settings;
  private final Seed seed;
  private final SearchSpace space;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final LinearAlgebra algebra;

  private final List<Sample> samples = new ArrayList<>();

  /** What was proposed and not told yet, by canonical form. */
  private final Map<Architecture, int[]> pending = new LinkedHashMap<>();

  private final Map<String, Integer> visits = new HashMap<>();
  private long proposed;

  private LatentTree tree;
  private int samplesOfFit;
  private int samplesOfTree;

  private HammingProcess.Hyperparameters hyperparameters;
  private int samplesOfTuning;

  /** For each leaf of the tree that was chosen, its candidates. */
  private final Map<String, LeafProposer> proposers = new HashMap<>();

  /**
   * A search of the architectures of {@code space} within {@code limits}. Should native linear
   * algebra not work, a warning goes to the system's logger.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public LanasSearcher(SearchSpace space, List<Limit> limits, LanasSettings settings, Seed seed) {
    this(space, limits, settings, seed, LanasSearcher::warn);
  }

  /** As above; {@code notice} is told, in one line, if native linear algebra does not work. */
  public LanasSearcher(
      SearchSpace space,
      List<Limit> limits,
      LanasSettings settings,
      Seed seed,
      Consumer<String> notice) {
    this(space, limits, settings, seed, CheckedAlgebra.open(notice));
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
    this.feasible = new FeasibleSet(space, limits);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.algebra = algebra;
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
      archive.add(architecture);
      pending.put(space.canonical(architecture), feasible.layout().slots(architecture));
      proposed++;
      proposals.add(proposal.get());
    }
    return proposals;
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    // Outcomes told without being asked for count as a start, too.
    if (samples.size() + pending.size() < settings.initialSamples() || samples.size() < 2) {
      return fresh.draw(random).map(a -> new Proposal(a, "random start " + (proposed + 1)));
    }
    refitIfDue();
    Set<String> exhausted = new HashSet<>();
    Optional<TreeNode> leaf =
        tree.select(pending.values(), node -> exhausted.contains(node.name()));
    while (leaf.isPresent()) {
      Optional<Proposal> proposal = proposer(leaf.get()).propose(pending.values(), random);
      if (proposal.isPresent()) {
        countVisits(leaf.get());
        return proposal;
      }
      exhausted.add(leaf.get().name());
      leaf = tree.select(pending.values(), node -> exhausted.contains(node.name()));
    }
    return fresh.draw(random).map(a -> new Proposal(a, "random: nothing new in any leaf"));
  }

  /** Between refits, new outcomes only join the regions that they lie in. */
  private void refitIfDue() {
    if (samples.size() > samplesOfTree) {
      proposers.clear();
    }
    double due = Math.max(settings.refitEvery(), REFIT_GROWTH * samplesOfFit);
    if (tree == null || samples.size() - samplesOfFit >= due) {
      tree = LatentTree.fit(samples, feasible.layout(), settings, algebra);
      samplesOfFit = samples.size();
    } else {
      samples.subList(samplesOfTree, samples.size()).forEach(tree::add);
    }
    samplesOfTree = samples.size();
  }

  private LeafProposer proposer(TreeNode leaf) {
    LeafProposer known = proposers.get(leaf.name());
    if (known != null) {
      return known;
    }
    Optional<HammingProcess> regressor = Optional.empty();
    double bestTarget = 0;
    if (settings.acquisition() != LanasSettings.Acquisition.UNIFORM) {
      List<Sample> judges = tree.smallestAround(leaf, settings.rankFrom()).samples();
      double[] targets = RankTransform.ranks(judges);
      tuneIfDue(judges, targets);
      bestTarget = Arrays.stream(targets).max().orElseThrow();
      regressor =
          Optional.of(
              new HammingProcess(algebra, feasible.layout(), hyperparameters, judges, targets));
    }
    LeafProposer proposer =
        new LeafProposer(settings, feasible, archive, leaf, regressor, bestTarget);
    proposers.put(leaf.name(), proposer);
    return proposer;
  }

  private void tuneIfDue(List<Sample> judges, double[] targets) {
    if (hyperparameters == null || samples.size() >= TUNING_GROWTH * samplesOfTuning) {
      hyperparameters = HammingProcess.likeliest(algebra, feasible.layout(), judges, targets);
      samplesOfTuning = samples.size();
    }
  }

  private void countVisits(TreeNode leaf) {
    for (TreeNode node : tree.wayTo(leaf)) {
      visits.merge(node.name(), 1, Integer::sum);
    }
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      pending.remove(space.canonical(architecture));
      if (outcome instanceof Estimate estimate) {
        samples.add(
            new Sample(
                architecture,
                feasible.layout().slots(architecture),
                estimate.score(),
                feasible.contains(architecture)));
      }
    }
  }

  /** The tree as it is now, refitted to all outcomes; empty before the first outcome. */
  public Optional<TreeSnapshot> tree() {
    if (samples.isEmpty()) {
      return Optional.empty();
    }
    LatentTree now = LatentTree.fit(samples, feasible.layout(), settings, algebra);
    return Optional.of(new TreeDescription(now, feasible.layout(), visits).snapshot());
  }
}
