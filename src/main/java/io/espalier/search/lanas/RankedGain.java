package io.espalier.search.lanas;

import io.espalier.search.Proposal;
import io.espalier.space.Architecture;
import java.util.Comparator;
import java.util.Locale;

/**
 * A candidate with its prediction.
 *
 * @param architecture the candidate
 * @param mean its expected target
 * @param deviation the standard deviation of that
 * @param gain its expected gain in hypervolume
 */
record RankedGain(Architecture architecture, double mean, double deviation, double gain) {

  static final Comparator<RankedGain> BEST_FIRST =
      Comparator.<RankedGain>comparingDouble(r -> -(float) r.gain())
          .thenComparingDouble(r -> -(float) r.mean());

  Proposal proposal(TreeNode leaf) {
    return new Proposal(
        architecture,
        String.format(
            Locale.ROOT,
            "%s, %.2e more hypervolume, %.2f +- %.2f expected",
            leaf.name(),
            gain,
            mean,
            deviation));
  }
}
