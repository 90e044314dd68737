package io.espalier.search.lanas;

import io.espalier.search.BitFunction;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.Sample;
import java.util.Comparator;
import java.util.List;

/**
 * A node of the tree: a region of the space, and the samples that lie in it.
 *
 * @param name the way from the root: {@code good.good.bad}
 * @param depth 0 for the root
 * @param path the half-spaces whose intersection is the region
 * @param samples the samples inside all of them, at least one; the tree adds to them
 * @param value its value when the tree was fitted, between 0 and 1: mean or maximum of the samples'
 *     ranks among all
 * @param cut its division; null for a leaf
 */
record TreeNode(
    String name, int depth, List<HalfSpace> path, List<Sample> samples, double value, Cut cut) {

  /**
   * A division of a node into two.
   *
   * @param function the regressor's prediction, up to an offset
   * @param good the part with predictions above the threshold
   * @param bad the rest
   */
  record Cut(BitFunction function, TreeNode good, TreeNode bad) {}

  boolean isLeaf() {
    return cut == null;
  }

  /** Whether the architecture with these bits lies in the region. */
  boolean contains(int[] slots) {
    return path.stream().allMatch(halfSpace -> halfSpace.contains(slots));
  }

  /** The sample with the highest score. */
  Sample best() {
    return samples.stream().max(Comparator.comparingDouble(Sample::score)).orElseThrow();
  }

  double meanScore() {
    return samples.stream().mapToDouble(Sample::score).average().orElseThrow();
  }
}
