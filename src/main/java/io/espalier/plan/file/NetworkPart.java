package io.espalier.plan.file;

/** A part of a network between stem and head. */
interface NetworkPart {

  /**
   * What is known of the network so far.
   *
   * @param before the node that cells of two inputs read beside the last one
   * @param last the node of the last output
   * @param halved whether the picture of the last is half as large as that of the one before
   */
  record Flow(int before, int last, boolean halved) {

    /** A single output, which cells of two inputs read twice. */
    static Flow of(int node) {
      return new Flow(node, node, false);
    }
  }

  /** Adds it to a plan. */
  Flow add(Assembly net, Flow flow);

  /** Whether its length is the supernet's number of cells per stage. */
  default boolean countsCells() {
    return false;
  }

  /** The number of its layers or cells in an architecture. */
  int depth(Assembly net);
}
