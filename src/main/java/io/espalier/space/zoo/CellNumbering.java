package io.espalier.space.zoo;

/**
 * Finds the numbering of a cell's inner vertices whose edge bits, as a number, are smallest, and
 * among these the one with the smallest operations.
 *
 * <p>Searchers do this for every neighbour, so the search allocates nothing. A vertex may take the
 * next number once its sources have theirs; its row of edge bits is known then.
 */
final class CellNumbering {

  private static final int OUTPUT = CellGraph.OUTPUT;

  private final int[] sources = new int[NasBench101Space.VERTICES];
  private final int[] operations = new int[NasBench101Space.VERTICES];
  private final int[] numbers = new int[NasBench101Space.VERTICES];
  private final int inner;
  private int smallestEdges = Integer.MAX_VALUE;
  private int smallestOperations;

  CellNumbering(CellGraph graph) {
    inner = graph.innerVertices();
    for (int vertex = 1; vertex <= OUTPUT; vertex++) {
      sources[vertex] = graph.sources(vertex);
      operations[vertex] = graph.operation(vertex);
    }
  }

  CellGraph smallest() {
    place(inner, 1, 0, 0);
    return new CellGraph(smallestEdges, smallestOperations);
  }

  /** Tries every vertex of {@code rest} whose sources all have their new numbers as the next. */
  private void place(int rest, int next, int edges, int placed) {
    if (rest == 0) {
      int complete = edges | renumbered(sources[OUTPUT]) << CellGraph.bit(0, OUTPUT);
      if (complete < smallestEdges || (complete == smallestEdges && placed < smallestOperations)) {
        smallestEdges = complete;
        smallestOperations = placed;
      }
      return;
    }
    for (int left = rest; left != 0; left &= left - 1) {
      int vertex = Integer.numberOfTrailingZeros(left);
      if ((sources[vertex] & rest) == 0) {
        numbers[vertex] = next;
        place(
            rest & ~(1 << vertex),
            next + 1,
            edges | renumbered(sources[vertex]) << CellGraph.bit(0, next),
            placed | operations[vertex] << (2 * next));
      }
    }
  }

  /** A set of vertices by their new numbers; the input keeps its 0. */
  private int renumbered(int vertices) {
    int moved = 0;
    for (int left = vertices; left != 0; left &= left - 1) {
      moved |= 1 << numbers[Integer.numberOfTrailingZeros(left)];
    }
    return moved;
  }
}
