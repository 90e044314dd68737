package io.espalier.space.zoo;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.PathFeatures;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * NAS-Bench-101 (Ying et al., "NAS-Bench-101: Towards Reproducible Neural Architecture Search",
 * ICML 2019): a cell is a directed acyclic graph of at most 7 vertices and 9 edges, with an
 * operation on each inner vertex.
 *
 * <p>An architecture states for each of the 21 pairs of the 7 vertices whether there is an edge,
 * and picks an operation for each of the 5 inner vertices. Vertices that do not lie between input
 * and output are pruned, as in the paper, so smaller graphs are encoded as well. An encoding is
 * valid if the output is reachable and at most 9 edges remain; valid encodings describe 423,624
 * distinct networks.
 */
public final class NasBench101Space implements SearchSpace {

  /** The name of this space. */
  public static final String NAME = "nasbench101";

  /** Vertices with input (0) and output (6). */
  public static final int VERTICES = 7;

  /** The largest number of edges of a network. */
  public static final int MAX_EDGES = 9;

  /** The number of distinct networks, as the paper counts them. */
  public static final long NETWORKS = 423_624;

  /** The operations of inner vertices, in the order of their bits. */
  public static final List<String> OPERATIONS = List.of("conv3x3", "conv1x1", "maxpool3x3");

  private static final List<String> EDGE_OPTIONS = List.of("absent", "present");
  private static final int ABSENT = EDGE_OPTIONS.indexOf("absent");
  private static final int PAIRS = VERTICES * (VERTICES - 1) / 2;
  private static final int INNER = VERTICES - 2;
  private static final List<Choice> CHOICES = listChoices();

  private static List<Choice> listChoices() {
    List<Choice> choices = new ArrayList<>();
    for (int to = 1; to < VERTICES; to++) {
      for (int from = 0; from < to; from++) {
        choices.add(Choice.one("edge %d>%d".formatted(from, to), EDGE_OPTIONS));
      }
    }
    for (int vertex = 1; vertex <= INNER; vertex++) {
      choices.add(Choice.one("vertex " + vertex, OPERATIONS));
    }
    return List.copyOf(choices);
  }

  /** Holds the number of valid edge sets, counted on first use; counting takes about 50 ms. */
  private static final class ValidEdgeSets {
    static final long COUNT = count();

    private static long count() {
      long count = 0;
      for (int edges = 0; edges < 1 << PAIRS; edges++) {
        count += CellGraph.isValid(edges) ? 1 : 0;
      }
      return count;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  /** Edges that are absent or pruned, and the operations of vertices without edges. */
  @Override
  public Optional<Function<Architecture, BitSet>> silentBits() {
    return Optional.of(this::silentBits);
  }

  private BitSet silentBits(Architecture architecture) {
    CellGraph graph = graph(architecture);
    BitSet silent = new BitSet(bits());
    for (int pair = 0; pair < PAIRS; pair++) {
      boolean isThere = (graph.edges() >> pair & 1) != 0;
      silent.set(2 * pair + ABSENT);
      silent.set(2 * pair + 1 - ABSENT, !isThere);
    }
    for (int inner = 0; inner < INNER; inner++) {
      if (!graph.isLive(inner + 1)) {
        int first = 2 * PAIRS + inner * OPERATIONS.size();
        silent.set(first, first + OPERATIONS.size());
      }
    }
    return silent;
  }

  /** Paths, neighbourhoods and counts of operations. */
  @Override
  public Optional<PathFeatures> pathFeatures() {
    return Optional.of(NasBench101PathFeatures.of(this::graph));
  }

  /** The number of valid encodings: valid edge sets, counted one by one, times 3<sup>5</sup>. */
  @Override
  public BigInteger size() {
    return BigInteger.valueOf(OPERATIONS.size())
        .pow(INNER)
        .multiply(BigInteger.valueOf(ValidEdgeSets.COUNT));
  }

  @Override
  public boolean isValid(Architecture architecture) {
    checkFits(architecture);
    return CellGraph.isValid(edges(architecture));
  }

  /**
   * The smallest encoding of the same graph, up to isomorphism: pruned, no gaps between the inner
   * vertices, operations of unused vertices 0, then the smallest edge bits as a number, and among
   * these the smallest operations, read from the last vertex.
   *
   * <p>The published networks distribute channels to vertices in the order of their numbers, so the
   * parameters of two encodings of one graph may differ by a few thousand where 128 cannot be
   * divided evenly; the benchmark trained one of them.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    CellGraph graph = graph(architecture);
    return encode(graph.smallest());
  }

  /** The pruned graph of a valid architecture. */
  public CellGraph graph(Architecture architecture) {
    int edges = edges(architecture);
    if (!CellGraph.isValid(edges)) {
      throw new IllegalArgumentException(architecture + " is not a valid network");
    }
    int[] operations = new int[INNER];
    for (int inner = 0; inner < INNER; inner++) {
      operations[inner] = architecture.pick(PAIRS + inner);
    }
    return CellGraph.pruned(edges, operations);
  }

  /**
   * Reads an architecture as tables write it, with its own number of vertices.
   *
   * @param vertices 2 to 7, with input and output
   * @param edgeBits bit {@code x + y(y-1)/2} is set where there is an edge from x to y
   * @param operations the operation of each inner vertex
   * @throws InputError if these do not make a valid network
   */
  public Architecture of(int vertices, int edgeBits, List<Integer> operations) {
    boolean fits =
        vertices >= 2
            && vertices <= VERTICES
            && operations.size() == vertices - 2
            && edgeBits >= 0
            && edgeBits < 1 << (vertices * (vertices - 1) / 2);
    if (!fits) {
      throw new InputError(
          ("a NAS-Bench-101 graph of %d vertices with edge bits %d and operations %s was given;"
                  + " it needs 2 to 7 vertices, a bit for each of their pairs and an operation for"
                  + " each inner vertex")
              .formatted(vertices, edgeBits, operations));
    }
    int[] all = new int[INNER];
    for (int inner = 0; inner < operations.size(); inner++) {
      all[inner] = operations.get(inner);
    }
    Architecture architecture = encode(CellGraph.moveOutputToEnd(vertices, edgeBits), all);
    checkFits(architecture);
    if (!isValid(architecture)) {
      throw new InputError(
          "the graph of %d vertices with edge bits %d has no path to its output, or more than %d edges"
              .formatted(vertices, edgeBits, MAX_EDGES));
    }
    return architecture;
  }

  private static Architecture encode(CellGraph graph) {
    int[] operations = new int[INNER];
    for (int vertex = 1; vertex <= INNER; vertex++) {
      operations[vertex - 1] = graph.isLive(vertex) ? graph.operation(vertex) : 0;
    }
    return encode(graph.edges(), operations);
  }

  private static Architecture encode(int edges, int[] operations) {
    int[] options = new int[PAIRS + INNER];
    for (int pair = 0; pair < PAIRS; pair++) {
      options[pair] = edges >> pair & 1;
    }
    System.arraycopy(operations, 0, options, PAIRS, INNER);
    return Architecture.of(NAME, options);
  }

  private static int edges(Architecture architecture) {
    int edges = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      edges |= architecture.pick(pair) << pair;
    }
    return edges;
  }
}
