package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import io.espalier.space.PathFeatures;
import java.util.BitSet;
import java.util.function.Function;

/**
 * Features of a NAS-Bench-101 cell that do not depend on the numbering of its vertices.
 *
 * <ul>
 *   <li>Which sequences of operations lead from input to output: the path encoding of White et al.,
 *       "BANANAS", AAAI 2021.
 *   <li>Which neighbourhoods occur: a vertex's operation with those of its sources and targets.
 *       These are the labels of one round of Weisfeiler and Lehman, as in Ru et al., "Interpretable
 *       Neural Architecture Search via Bayesian Optimisation with Weisfeiler-Lehman Kernels", ICLR
 *       2021; here hashed into {@value #NEIGHBOURHOODS} classes, so that a few samples are
 *       informative about many.
 *   <li>Whether an operation occurs at least once, twice and so on.
 * </ul>
 */
final class NasBench101PathFeatures {

  private static final int OPERATIONS = NasBench101Space.OPERATIONS.size();
  private static final int INNER = NasBench101Space.VERTICES - 2;

  /** 1 + 3 + 9 + ... sequences of at most as many operations as there are inner vertices. */
  private static final int PATHS = OperationSequences.shorterThan(INNER + 1, OPERATIONS);

  private static final int NEIGHBOURHOODS = 128;
  private static final int FIRST_COUNT = PATHS + NEIGHBOURHOODS;
  private static final int COUNT = FIRST_COUNT + OPERATIONS * INNER;

  /** A network has about 15 features. */
  private static final double WEIGHT = 1.0 / 64;

  /** The kinds of vertices: the operations, the input and the output. */
  private static final int KINDS = OPERATIONS + 2;

  private static final int INPUT_KIND = OPERATIONS;
  private static final int OUTPUT_KIND = OPERATIONS + 1;

  private final CellGraph graph;

  /** The inner vertices of the graph, as bits; cached. */
  private final int inner;

  private final BitSet pathFeatures = new BitSet(COUNT);

  private NasBench101PathFeatures(CellGraph graph) {
    this.graph = graph;
    this.inner = graph.innerVertices();
  }

  /** The path features of the cells that {@code graph} finds for architectures. */
  static PathFeatures of(Function<Architecture, CellGraph> graph) {
    return new PathFeatures(COUNT, WEIGHT, architecture -> of(graph.apply(architecture)));
  }

  private static BitSet of(CellGraph graph) {
    NasBench101PathFeatures found = new NasBench101PathFeatures(graph);
    found.addPaths(0, 0, 0);
    found.addNeighbourhoods();
    found.addCounts();
    return found.pathFeatures;
  }

  /**
   * Follows all paths from {@code vertex}, which {@code length} operations lead to, to the output.
   */
  private void addPaths(int vertex, int length, int number) {
    for (int to = vertex + 1; to < CellGraph.OUTPUT; to++) {
      if (graph.hasEdge(vertex, to)) {
        addPaths(to, length + 1, number * OPERATIONS + graph.operation(to));
      }
    }
    if (graph.hasEdge(vertex, CellGraph.OUTPUT)) {
      pathFeatures.set(OperationSequences.shorterThan(length, OPERATIONS) + number);
    }
  }

  private void addNeighbourhoods() {
    int vertices = inner | 1 | 1 << CellGraph.OUTPUT;
    for (int vertex = 0; vertex <= CellGraph.OUTPUT; vertex++) {
      if ((vertices >> vertex & 1) != 0) {
        pathFeatures.set(PATHS + Math.floorMod(mixed(neighbourhood(vertex)), NEIGHBOURHOODS));
      }
    }
  }

  /** The kind of a vertex and how many of each kind are among its sources and its targets. */
  private long neighbourhood(int vertex) {
    int[] counts = new int[2 * KINDS];
    for (int other = 0; other <= CellGraph.OUTPUT; other++) {
      if (other < vertex && graph.hasEdge(other, vertex)) {
        counts[kind(other)]++;
      } else if (other > vertex && graph.hasEdge(vertex, other)) {
        counts[KINDS + kind(other)]++;
      }
    }
    long label = kind(vertex);
    for (int count : counts) {
      label = label * NasBench101Space.VERTICES + count;
    }
    return label;
  }

  private int kind(int vertex) {
    return switch (vertex) {
      case 0 -> INPUT_KIND;
      case CellGraph.OUTPUT -> OUTPUT_KIND;
      default -> graph.operation(vertex);
    };
  }

  /** Scatters similar labels (the finalizer of MurmurHash3, Austin Appleby). */
  private static int mixed(long label) {
    long bits = (label ^ label >>> 33) * 0xff51afd7ed558ccdL;
    bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
    return (int) (bits ^ bits >>> 33);
  }

  private void addCounts() {
    int[] counts = new int[OPERATIONS];
    for (int vertex = 1; vertex < CellGraph.OUTPUT; vertex++) {
      if ((inner >> vertex & 1) != 0) {
        int operation = graph.operation(vertex);
        pathFeatures.set(FIRST_COUNT + operation * INNER + counts[operation]);
        counts[operation]++;
      }
    }
  }
}
