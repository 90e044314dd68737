package io.espalier.search.lanas;

import java.util.List;

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
    List<TreeSnapshot> children) {

  public TreeSnapshot {
    rule = List.copyOf(rule);
    children = List.copyOf(children);
  }
}
