package io.espalier.search.lanas;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node of a LaNAS tree and all below it, to be printed, drawn and saved.
 *
 * @param name the way from the root: {@code root}, {@code good}, {@code good.bad}
 * @param depth 0 for the root
 * @param samples the number of samples in its region
 * @param meanScore their mean score
 * @param bestScore their best score
 * @param bestArchitecture the id of the architecture with that score
 * @param visits the number of proposals made from its region
 * @param ucb its upper confidence bound, in ranks between 0 and 1 plus exploration; for the root,
 *     which has no alternatives, its mean
 * @param rule the options that decide most about whether an architecture of the parent's region
 *     lies in this one, the strongest first: {@code layer3-5 = k5_e6} puts it here, {@code not
 *     layer3 = identity} excludes it; empty for the root
 * @param cut its division; null for a leaf
 * @param children none, or the good and the bad one
 */
public record TreeSnapshot(
    String name,
    int depth,
    int samples,
    double meanScore,
    double bestScore,
    String bestArchitecture,
    int visits,
    double ucb,
    List<String> rule,
    Cut cut,
    List<TreeSnapshot> children) {

  /**
   * How a node is divided: an architecture belongs to the good child if the effects of its options
   * add up to more than the threshold.
   *
   * @param effects what the node's regressor has learned: the effect of each option, in units of
   *     its targets, compared to the other options of its choice; by names such as {@code layer3 =
   *     k5_e6}
   * @param threshold NaN if the regressor also learns from pairs, whose effects add to these
   */
  public record Cut(Map<String, Double> effects, double threshold) {
    public Cut {
      effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
    }
  }

  public TreeSnapshot {
    rule = List.copyOf(rule);
    children = List.copyOf(children);
  }

  /** This node and all below, each before its children. */
  public Stream<TreeSnapshot> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(TreeSnapshot::all));
  }
}
