package io.espalier.search.lanas;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Proposal;
import io.espalier.search.regression.ExpectedImprovement;
import io.espalier.search.regression.HammingProcess;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses among the candidates of one leaf until the tree is refitted.
 *
 * <p>Values are compared as {@code float}: what double precision says beyond that is rounding, in
 * which two ways of computing may differ, and must not decide.
 */
final class LeafProposer {

  /** Candidates with the highest means, for which the expected improvement is worked out. */
  private static final int SHORT_LIST = 100;

  /** Candidates asked for the limits before one is looked for by asking at every step of a walk. */
  private static final int LIMIT_CHECKS = 64;

  /**
   * How often candidates are drawn, and walks within the limits made, until the leaf is given up.
   */
  private static final int ROUNDS = 3;

  private final LanasSettings settings;
  private final FeasibleSet feasible;
  private final BitLayout layout;
  private final Archive archive;
  private final TreeNode leaf;
  private final RegionSampler sampler;
  private final Optional<HammingProcess> regressor;
  private final double bestTarget;

  /** What is left to propose; with a regressor, the highest mean first. */
  private List<Ranked> candidates = new ArrayList<>();

  /** A candidate, the target expected of it, and what it is worth to the acquisition. */
  private record Ranked(Candidate candidate, double mean, double worth) {

    static final Comparator<Ranked> BY_MEAN = Comparator.comparingDouble(r -> -(float) r.mean());

    static final Comparator<Ranked> BY_WORTH =
        Comparator.<Ranked>comparingDouble(r -> -(float) r.worth()).thenComparing(BY_MEAN);
  }

  /**
   * Proposals from the region of {@code leaf}.
   *
   * @param regressor what the candidates are judged by; none if they are all worth the same
   * @param bestTarget what an improvement has to surpass
   */
  LeafProposer(
      LanasSettings settings,
      FeasibleSet feasible,
      Archive archive,
      TreeNode leaf,
      Optional<HammingProcess> regressor,
      double bestTarget) {
    this.settings = settings;
    this.feasible = feasible;
    this.layout = feasible.layout();
    this.archive = archive;
    this.leaf = leaf;
    this.sampler = new RegionSampler(feasible, archive, leaf, settings.gibbsSweeps());
    this.regressor = regressor;
    this.bestTarget = bestTarget;
  }

  /**
   * A new architecture of the leaf's region; empty if none was found.
   *
   * @param pending the bits of architectures that are being estimated
   */
  Optional<Proposal> propose(Collection<int[]> pending, RandomGenerator random) {
    int checks = 0;
    for (int round = 0; round < ROUNDS && checks < LIMIT_CHECKS; round++) {
      if (candidates.isEmpty()) {
        draw(random);
      }
      while (!candidates.isEmpty() && checks < LIMIT_CHECKS) {
        List<Ranked> leading = candidates.subList(0, Math.min(SHORT_LIST, candidates.size()));
        for (Ranked ranked : ranked(List.copyOf(leading), pending)) {
          candidates.removeIf(c -> c.candidate().equals(ranked.candidate()));
          Architecture architecture = layout.architecture(ranked.candidate().slots());
          if (archive.contains(architecture)) {
            continue;
          }
          if (feasible.contains(architecture)) {
            return Optional.of(new Proposal(architecture, why(ranked)));
          }
          checks++;
        }
      }
    }
    return sampler
        .walkWithinLimits(ROUNDS, random)
        .map(c -> new Proposal(layout.architecture(c.slots()), leaf.name() + ", " + c.origin()));
  }

  private void draw(RandomGenerator random) {
    List<Candidate> drawn =
        sampler.candidates(settings.gibbsCandidates(), settings.mutationCandidates(), random);
    double[] means =
        regressor.map(r -> r.means(slots(drawn))).orElseGet(() -> new double[drawn.size()]);
    for (int i = 0; i < means.length; i++) {
      candidates.add(new Ranked(drawn.get(i), means[i], means[i]));
    }
    candidates.sort(Ranked.BY_MEAN);
  }

  private static List<int[]> slots(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::slots).toList();
  }

  /** In the order of what the candidates are worth, the most first. */
  private List<Ranked> ranked(List<Ranked> leading, Collection<int[]> pending) {
    if (settings.acquisition() != LanasSettings.Acquisition.EXPECTED_IMPROVEMENT) {
      return leading;
    }
    List<int[]> slots = leading.stream().map(r -> r.candidate().slots()).toList();
    double[] deviations = regressor.orElseThrow().deviations(slots, List.copyOf(pending));
    List<Ranked> ranked = new ArrayList<>(leading.size());
    for (int i = 0; i < deviations.length; i++) {
      Ranked r = leading.get(i);
      double improvement = ExpectedImprovement.of(r.mean(), deviations[i], bestTarget);
      ranked.add(new Ranked(r.candidate(), r.mean(), improvement));
    }
    ranked.sort(Ranked.BY_WORTH);
    return ranked;
  }

  private String why(Ranked ranked) {
    String how = leaf.name() + ", " + ranked.candidate().origin();
    return switch (settings.acquisition()) {
      case UNIFORM -> how;
      case GREEDY -> String.format(Locale.ROOT, "%s, predicted %.2f", how, ranked.mean());
      case EXPECTED_IMPROVEMENT -> String.format(Locale.ROOT, "%s, EI %.2f", how, ranked.worth());
    };
  }
}
