package io.espalier.space.zoo;

/**
 * A cell of NAS-Bench-101 as a graph on the vertices 0 (input) to 6 (output), pruned: every vertex
 * with an edge lies on a path from input to output.
 *
 * @param edges bit {@code x + y(y-1)/2} is set where there is an edge from x to y; x is below y
 * @param operations two bits per vertex, its operation; 0 for vertices that were pruned
 */
public record CellGraph(int edges, int operations) {

  /** The vertex that gives the cell's output. */
  public static final int OUTPUT = NasBench101Space.VERTICES - 1;

  private static final int PAIRS = NasBench101Space.VERTICES * OUTPUT / 2;

  public CellGraph {
    int live = live(edges);
    if (live == 0 || prune(edges, live) != edges) {
      throw new IllegalArgumentException("the edges %x are not pruned".formatted(edges));
    }
  }

  /** The bit of one edge. */
  public static int edge(int from, int to) {
    return 1 << bit(from, to);
  }

  /** Whether there is an edge. */
  public boolean hasEdge(int from, int to) {
    return (edges & edge(from, to)) != 0;
  }

  /** Whether a vertex survived pruning. */
  public boolean isLive(int vertex) {
    return (live(edges) >> vertex & 1) != 0;
  }

  /** The operation of an inner vertex. */
  public int operation(int vertex) {
    return operations >> (2 * vertex) & 3;
  }

  /** Whether the output is reachable and pruning leaves no more edges than allowed. */
  static boolean isValid(int edges) {
    int live = live(edges);
    return live != 0 && Integer.bitCount(prune(edges, live)) <= NasBench101Space.MAX_EDGES;
  }

  /** The graph of these edges, without the parts that do not lie between input and output. */
  static CellGraph pruned(int edges, int[] innerOperations) {
    int live = live(edges);
    int operations = 0;
    for (int vertex = 1; vertex < OUTPUT; vertex++) {
      if ((live >> vertex & 1) != 0) {
        operations |= innerOperations[vertex - 1] << (2 * vertex);
      }
    }
    return new CellGraph(prune(edges, live), operations);
  }

  /** The edges of a graph of {@code vertices} vertices with its last one moved to 6. */
  static int moveOutputToEnd(int vertices, int edges) {
    int inner = edges & (1 << bit(0, vertices - 1)) - 1;
    return inner | edges >> bit(0, vertices - 1) << bit(0, OUTPUT);
  }

  /** The isomorphic graph with the smallest edge bits, and among these the smallest operations. */
  CellGraph smallest() {
    return new CellNumbering(this).smallest();
  }

  /** The inner vertices that survived pruning, as bits. */
  int innerVertices() {
    return live(edges) & ~(1 | 1 << OUTPUT);
  }

  /** The vertices with an edge to {@code vertex}, as bits. */
  int sources(int vertex) {
    return edges >> bit(0, vertex) & (1 << vertex) - 1;
  }

  /** The vertices between input and output, both included; none if there is no path. */
  private static int live(int edges) {
    int fromInput = 1;
    for (int to = 1; to <= OUTPUT; to++) {
      int sources = edges >> bit(0, to) & (1 << to) - 1;
      if ((sources & fromInput) != 0) {
        fromInput |= 1 << to;
      }
    }
    int toOutput = 1 << OUTPUT;
    for (int to = OUTPUT; to >= 1; to--) {
      if ((toOutput >> to & 1) != 0) {
        toOutput |= edges >> bit(0, to) & (1 << to) - 1;
      }
    }
    int live = fromInput & toOutput;
    return (live >> OUTPUT & 1) != 0 ? live : 0;
  }

  private static int prune(int edges, int live) {
    int kept = 0;
    for (int to = 1; to <= OUTPUT; to++) {
      if ((live >> to & 1) != 0) {
        kept |= edges & (live & (1 << to) - 1) << bit(0, to);
      }
    }
    return kept & (1 << PAIRS) - 1;
  }

  /** The number of an edge's bit. */
  static int bit(int from, int to) {
    return from + to * (to - 1) / 2;
  }
}
