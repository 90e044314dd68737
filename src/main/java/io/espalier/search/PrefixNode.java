package io.espalier.search;

import java.util.LinkedHashMap;
import java.util.Map;

/** The first picks of architectures, as a node of the tree of {@link MctsSearcher}. */
final class PrefixNode {

  /** The node with one pick less; null at the root. */
  final PrefixNode parent;

  /** The bit of the last pick; -1 at the root. */
  final int bit;

  /** The children by the bits of their last picks. */
  final Map<Integer, PrefixNode> children = new LinkedHashMap<>(4);

  /** The architecture for which this node was created; null at the root and if there is none. */
  final int[] member;

  /** The number of outcomes of architectures below. */
  int visits;

  /** The sum of their values. */
  double worth;

  /** The number of pending proposals below. */
  int underWay;

  /** Whether nothing is left to propose below. */
  boolean closed;

  PrefixNode(PrefixNode parent, int bit, int[] member) {
    this.parent = parent;
    this.bit = bit;
    this.member = member;
  }

  /**
   * UCB1 (Auer, Cesa-Bianchi and Fischer, 2002) as the LaNAS paper writes it. Pending proposals
   * count as visits without success (the "virtual loss").
   */
  double upperBound(double c) {
    double n = Math.max(1, visits + underWay);
    double ofParent = Math.max(1, parent.visits + parent.underWay);
    return worth / n + 2 * c * Math.sqrt(2 * Math.log(ofParent) / n);
  }
}
