package io.espalier.search.lanas;

import io.espalier.error.InputError;
import io.espalier.search.regression.RidgeRegressor;
import io.espalier.search.regression.Targets;
import io.espalier.search.surrogate.Acquisition;

/**
 * Settings of {@link LanasSearcher}, named as in the LaNAS paper where it has a name.
 *
 * @param treeHeight levels of the tree; 1 is the root alone, so no partition at all
 * @param initialSamples random architectures told before the tree decides anything
 * @param initialDesign how these are drawn
 * @param ucbConstant the exploration constant c of mean + 2c sqrt(2 ln n_parent / n); values of
 *     nodes lie between 0 and 1 in every task
 * @param visits what n counts
 * @param discount what an earlier decision counts for, as a share of the one after it; for {@link
 *     Visits#DECISIONS}
 * @param refitEvery outcomes told between two refits of the tree and of the process; beyond a
 *     hundred times as many samples, a hundredth of them
 * @param refitShare and told as a share of those before, if that is more
 * @param refitMost what the share comes to at most, in outcomes
 * @param splitFrom samples a node needs to be split
 * @param split where a node is cut
 * @param splitQuantile the share of a node's samples that go to the bad side, for {@link
 *     Split#QUANTILE}
 * @param backup what a node is worth
 * @param targets what the regressors learn
 * @param cutTerms what the regressors that cut the nodes are on
 * @param ridge the penalty on their squared weights
 * @param kernel what the Gaussian process behind the acquisition has
 * @param pathFeatures whether that learns from the space's {@linkplain
 *     io.espalier.space.PathFeatures path features} beside the picks
 * @param acquisition how one candidate of a leaf is chosen, all but {@link Acquisition#UNIFORM} by
 *     a Gaussian process
 * @param learnsFrom which samples that process knows
 * @param noise the variance of what picks and path features do not explain, relative to that of the
 *     process; 0 for the likeliest
 * @param greedyShare the share of proposals that go down by values alone, as with c = 0; the others
 *     explore
 * @param uniformShare the share of those that explore which is drawn uniformly from the leaf's
 *     region, as in the paper, whatever the acquisition
 * @param exactSamples up to so many samples, and a quarter more, the process learns from all
 * @param gibbsSweeps where the space cannot be listed: sweeps over all choices between a member of
 *     the leaf and a candidate
 * @param gibbsCandidates candidates of a leaf that come from Gibbs walks
 * @param mutationCandidates candidates of a leaf that come from 1 to 3 edits of its best members
 */
public record LanasSettings(
    int treeHeight,
    int initialSamples,
    InitialDesign initialDesign,
    double ucbConstant,
    Visits visits,
    double discount,
    int refitEvery,
    double refitShare,
    int refitMost,
    int splitFrom,
    Split split,
    double splitQuantile,
    Backup backup,
    Targets targets,
    RidgeRegressor.Terms cutTerms,
    double ridge,
    KernelChoice kernel,
    boolean pathFeatures,
    Acquisition acquisition,
    LearnsFrom learnsFrom,
    double noise,
    double greedyShare,
    double uniformShare,
    int exactSamples,
    int gibbsSweeps,
    int gibbsCandidates,
    int mutationCandidates) {

  /** How architectures are drawn before the tree decides anything. */
  public enum InitialDesign {
    /** At random, as in the paper. */
    RANDOM,
    /** So that they have little in common; see {@link io.espalier.search.DiverseSampler}. */
    DIVERSE
  }

  /** Where a node is cut, in terms of what its regressor predicts for its samples. */
  public enum Split {
    /** At the mean of the predictions, as in the paper. */
    MEAN,
    /** At their median, which keeps the tree balanced. */
    MEDIAN,
    /** At another quantile, so that the good side can be kept small. */
    QUANTILE
  }

  /** What a node is worth to the upper confidence bound; ranks between 0 and 1 stand for scores. */
  public enum Backup {
    /** The mean of its samples, as in the paper. */
    MEAN,
    /** Its best sample. */
    MAX
  }

  /** What the upper confidence bound takes for how often a node was visited. */
  public enum Visits {
    /** The samples in its region, as in the paper: a refit moves them. */
    SAMPLES,
    /** How often the search turned to it, which no refit changes. */
    DECISIONS
  }

  /** The kernel of the Gaussian process; see {@link io.espalier.search.regression.Kernel}. */
  public enum KernelChoice {
    /**
     * Pairs where all architectures can be judged, since what that costs does not grow with the
     * samples then; elsewhere all orders, which need fewer samples in large spaces.
     */
    AUTO,
    /** Options and pairs. */
    PAIRWISE,
    /** Options, pairs, triples and so on. */
    HAMMING
  }

  /** What the Gaussian process that judges a leaf's candidates learns from. */
  public enum LearnsFrom {
    /** All samples: one process for all leaves, which needs the fewest samples on most tasks. */
    ALL,
    /**
     * The leaf's own samples, ranked among each other: what is good elsewhere does not draw a leaf
     * away from its own peak.
     */
    LEAF
  }

  /** What the paper describes, fitted in closed form. */
  public static final LanasSettings PAPER =
      new LanasSettings(
          5,
          20,
          InitialDesign.RANDOM,
          0.05,
          Visits.SAMPLES,
          1,
          1,
          0,
          20,
          10,
          Split.MEAN,
          0.5,
          Backup.MEAN,
          Targets.RANK,
          RidgeRegressor.Terms.LINEAR,
          1,
          KernelChoice.AUTO,
          false,
          Acquisition.UNIFORM,
          LearnsFrom.ALL,
          0,
          0,
          0,
          1_000,
          3,
          20,
          0);

  /** What finds good architectures with the fewest samples on tabulated benchmarks. */
  public static final LanasSettings DEFAULT =
      new LanasSettings(
          4,
          10,
          InitialDesign.DIVERSE,
          1,
          Visits.DECISIONS,
          0.99,
          1,
          0,
          20,
          60,
          Split.MEDIAN,
          0.5,
          Backup.MAX,
          Targets.RANK,
          RidgeRegressor.Terms.LINEAR,
          1,
          KernelChoice.AUTO,
          true,
          Acquisition.EXPECTED_IMPROVEMENT,
          LearnsFrom.ALL,
          0,
          0,
          0,
          600,
          3,
          100,
          500);

  public LanasSettings {
    require(treeHeight >= 1, "tree height", treeHeight, "1 or more levels");
    require(initialSamples >= 2, "initial samples", initialSamples, "2 or more");
    require(ucbConstant >= 0, "UCB constant", ucbConstant, "0 or more");
    require(discount > 0 && discount <= 1, "discount", discount, "more than 0, up to 1");
    require(refitEvery >= 1, "refit every", refitEvery, "1 or more outcomes");
    require(refitShare >= 0, "refit share", refitShare, "0 or more");
    require(refitMost >= 1, "refit most", refitMost, "1 or more outcomes");
    require(splitFrom >= 2, "split from", splitFrom, "2 or more samples");
    require(
        splitQuantile > 0 && splitQuantile < 1,
        "split quantile",
        splitQuantile,
        "a share between 0 and 1");
    require(ridge > 0, "ridge", ridge, "more than 0, since the bits of a choice are collinear");
    require(noise >= 0, "noise", noise, "0 for the likeliest, or more");
    requireShare("greedy share", greedyShare);
    requireShare("uniform share", uniformShare);
    require(exactSamples >= 20, "exact samples", exactSamples, "20 or more");
    require(gibbsSweeps >= 1, "Gibbs sweeps", gibbsSweeps, "1 or more");
    require(
        gibbsCandidates >= 0 && mutationCandidates >= 0,
        "candidates",
        Math.min(gibbsCandidates, mutationCandidates),
        "0 or more");
  }

  private static void requireShare(String what, double given) {
    require(given >= 0 && given <= 1, what, given, "a share from 0 to 1");
  }

  private static void require(boolean holds, String what, Number given, String allowed) {
    if (!holds) {
      throw new InputError("the %s of LaNAS is %s; allowed: %s".formatted(what, given, allowed));
    }
  }
}
