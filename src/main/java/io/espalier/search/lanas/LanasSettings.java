package io.espalier.search.lanas;

import io.espalier.error.InputError;
import io.espalier.search.regression.RidgeRegressor;
import io.espalier.search.regression.Targets;
import io.espalier.search.surrogate.Acquisition;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Settings of {@link LanasSearcher}, named as in the LaNAS paper where it has a name.
 *
 * @param treeHeight the number of levels of the tree; 1 is the root alone, so no partition
 * @param initialSamples the number of initial architectures before the tree decides anything
 * @param initialDesign the method of drawing them
 * @param ucbConstant the exploration constant c of mean + 2c sqrt(2 ln n_parent / n); values of
 *     nodes lie between 0 and 1 in every task
 * @param visits the events that n counts
 * @param discount the weight of a decision relative to the one after it; for {@link
 *     Visits#DECISIONS}
 * @param refitEvery the number of outcomes between two refits of the tree and the process; beyond a
 *     hundred times as many samples, 1 % of the samples
 * @param refitShare the number of these outcomes as a share of the samples before, if that is more
 * @param refitMost the upper bound on that share, in outcomes
 * @param splitFrom the number of samples that a node needs to be split
 * @param split the point at which a node is cut
 * @param splitQuantile the share of a node's samples that go to the bad side, for {@link
 *     Split#QUANTILE}
 * @param backup the value of a node
 * @param targets the targets of the regressors
 * @param cutTerms the terms of the regressors that cut the nodes
 * @param ridge the penalty on their squared weights
 * @param kernel the kernel of the acquisition's Gaussian process
 * @param pathFeatures whether that process also learns from the space's {@linkplain
 *     io.espalier.space.PathFeatures path features}, in addition to the picks
 * @param acquisition the rule that chooses a candidate of a leaf; all but {@link
 *     Acquisition#UNIFORM} use a Gaussian process
 * @param learnsFrom the samples that the process learns from
 * @param noise the variance that picks and path features do not explain, relative to that of the
 *     process; 0 for the most likely value
 * @param greedyShare the share of proposals that descend by values alone, as with c = 0; the others
 *     explore
 * @param uniformShare the share of the exploring proposals that are drawn uniformly from the leaf's
 *     region, as in the paper, regardless of the acquisition
 * @param exactSamples the process learns from all samples until they exceed this number by a
 *     quarter
 * @param gibbsSweeps if the space cannot be listed: the number of sweeps over all choices from a
 *     member of the leaf to a candidate
 * @param gibbsCandidates the number of candidates of a leaf that come from Gibbs walks
 * @param mutationCandidates the number of candidates of a leaf that are 1 to 3 edits away from one
 *     of its best members
 */
@RecordBuilder
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
    int mutationCandidates)
    implements LanasSettingsBuilder.With {

  /** The method of drawing the initial architectures. */
  public enum InitialDesign {
    /** At random, as in the paper. */
    RANDOM,
    /** So that they have little in common; see {@link io.espalier.search.DiverseSampler}. */
    DIVERSE
  }

  /** The point at which a node is cut, in terms of its regressor's predictions for its samples. */
  public enum Split {
    /** At the mean of the predictions, as in the paper. */
    MEAN,
    /** At their median, which keeps the tree balanced. */
    MEDIAN,
    /** At a chosen quantile, so that the good side can be kept small. */
    QUANTILE
  }

  /**
   * The value of a node in the upper confidence bound, with scores replaced by ranks between 0 and
   * 1.
   */
  public enum Backup {
    /** The mean of its samples, as in the paper. */
    MEAN,
    /** Its best sample. */
    MAX
  }

  /** The number of visits of a node in the upper confidence bound. */
  public enum Visits {
    /** The samples in its region, as in the paper: a refit moves them. */
    SAMPLES,
    /** The decisions for this node, which no refit changes. */
    DECISIONS
  }

  /** The kernel of the Gaussian process; see {@link io.espalier.search.regression.Kernel}. */
  public enum KernelChoice {
    /**
     * {@link #PAIRWISE} if all architectures can be judged, since the cost of that does not grow
     * with the samples then; otherwise {@link #HAMMING}, which needs fewer samples in large spaces.
     */
    AUTO,
    /** Options and pairs. */
    PAIRWISE,
    /** Options, pairs, triples and so on. */
    HAMMING
  }

  /** The samples that the Gaussian process which judges a leaf's candidates learns from. */
  public enum LearnsFrom {
    /** All samples: one process for all leaves, which needs the fewest samples on most tasks. */
    ALL,
    /**
     * The leaf's own samples, ranked among each other: good samples elsewhere do not draw a leaf
     * away from its own peak.
     */
    LEAF
  }

  /** The settings of the paper, with regressors fitted in closed form. */
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

  /** The settings that find good architectures with the fewest samples on tabulated benchmarks. */
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
