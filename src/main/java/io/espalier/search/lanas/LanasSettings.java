package io.espalier.search.lanas;

import io.espalier.error.InputError;

/**
 * Settings of {@link LanasSearcher}, named as in the LaNAS paper where it has a name.
 *
 * @param treeHeight levels of the tree; 1 is the root alone, so no partition at all
 * @param initialSamples random architectures told before the tree decides anything
 * @param ucbConstant the exploration constant c of mean + 2c sqrt(2 ln n_parent / n); values of
 *     nodes lie between 0 and 1 in every task
 * @param refitEvery outcomes told between two refits of the whole tree; beyond a hundred times as
 *     many samples, a hundredth of them
 * @param splitFrom samples a node needs to be split
 * @param split where a node is cut
 * @param backup what a node is worth
 * @param ridge the penalty on the squared weights of the linear regressors that cut the nodes
 * @param acquisition how one candidate of a leaf is chosen
 * @param rankFrom samples that the regressor behind {@code GREEDY} and {@code EXPECTED_IMPROVEMENT}
 *     needs: it is fitted to the smallest node on the way to the leaf that has as many
 * @param gibbsSweeps sweeps over all choices between a member of the leaf and a candidate
 * @param gibbsCandidates candidates of a leaf that come from Gibbs walks
 * @param mutationCandidates candidates of a leaf that come from 1 to 3 edits of its best members
 */
public record LanasSettings(
    int treeHeight,
    int initialSamples,
    double ucbConstant,
    int refitEvery,
    int splitFrom,
    Split split,
    Backup backup,
    double ridge,
    Acquisition acquisition,
    int rankFrom,
    int gibbsSweeps,
    int gibbsCandidates,
    int mutationCandidates) {

  /** Where a node is cut, in terms of what its regressor predicts for its samples. */
  public enum Split {
    /** At the mean of the predictions, as in the paper. */
    MEAN,
    /** At their median, which keeps the tree balanced. */
    MEDIAN
  }

  /** What a node is worth to the upper confidence bound; ranks between 0 and 1 stand for scores. */
  public enum Backup {
    /** The mean of its samples, as in the paper. */
    MEAN,
    /** Its best sample. */
    MAX
  }

  /** How one candidate of a leaf is chosen. */
  public enum Acquisition {
    /** Any, as in the paper. */
    UNIFORM,
    /** The one with the highest predicted value. */
    GREEDY,
    /** The one with the largest expected improvement over the best known. */
    EXPECTED_IMPROVEMENT
  }

  /** What the paper describes, fitted in closed form. */
  public static final LanasSettings PAPER =
      new LanasSettings(
          5, 20, 0.05, 1, 10, Split.MEAN, Backup.MEAN, 1, Acquisition.UNIFORM, 0, 3, 20, 0);

  /** What finds good architectures with the fewest samples on tabulated benchmarks. */
  public static final LanasSettings DEFAULT =
      new LanasSettings(
          6,
          10,
          0.05,
          1,
          60,
          Split.MEDIAN,
          Backup.MEAN,
          1,
          Acquisition.EXPECTED_IMPROVEMENT,
          120,
          3,
          300,
          500);

  public LanasSettings {
    require(treeHeight >= 1, "tree height", treeHeight, "1 or more levels");
    require(initialSamples >= 2, "initial samples", initialSamples, "2 or more");
    require(ucbConstant >= 0, "UCB constant", ucbConstant, "0 or more");
    require(refitEvery >= 1, "refit every", refitEvery, "1 or more outcomes");
    require(splitFrom >= 2, "split from", splitFrom, "2 or more samples");
    require(ridge > 0, "ridge", ridge, "more than 0, since the bits of a choice are collinear");
    require(rankFrom >= 0, "rank from", rankFrom, "0 or more samples");
    require(gibbsSweeps >= 1, "Gibbs sweeps", gibbsSweeps, "1 or more");
    require(
        gibbsCandidates >= 0 && mutationCandidates >= 0,
        "candidates",
        Math.min(gibbsCandidates, mutationCandidates),
        "0 or more");
  }

  private static void require(boolean holds, String what, Number given, String allowed) {
    if (!holds) {
      throw new InputError("the %s of LaNAS is %s; allowed: %s".formatted(what, given, allowed));
    }
  }
}
