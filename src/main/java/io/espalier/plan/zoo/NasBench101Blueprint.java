package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.CellGraph;
import io.espalier.space.zoo.NasBench101Space;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The networks of NAS-Bench-101 (Ying et al., ICML 2019, section 2): a stem, three stacks of N
 * cells with C, 2C and 4C channels, max pooling before the second and third stack, and global
 * average pooling. Convolutions are followed by batch norm and ReLU.
 *
 * <p>Within a cell (the paper's appendix "Implementation details"):
 *
 * <ul>
 *   <li>the outputs of the vertices before the output are joined, so these share its channels
 *       evenly, the first ones taking one more each of what is left over; any other vertex has as
 *       many as the largest it feeds;
 *   <li>a vertex adds its inputs up, each cut to the vertex's own channels;
 *   <li>the cell's input comes in through a 1x1 convolution of its own at each vertex, and is added
 *       to the output where there is an edge from input to output.
 * </ul>
 *
 * <p>In {@link Scale}, {@code channels} is C (published: 128) and {@code cells} is N (published:
 * 3). Widths depend on the graph: a path's operations take the leading slices of its largest
 * tensors.
 *
 * <p>Compared with {@code nasbench/lib/model_builder.py}, {@code nasbench/lib/base_ops.py} and
 * {@code nasbench/lib/config.py} of google-research/nasbench: convolution, batch norm, ReLU in this
 * order everywhere, the stem and the projections included; 3x3 max pooling that keeps the size, 2x2
 * max pooling that halves it, neither with batch norm; the global average of the last cell as it
 * is; a classifier with bias; epsilon 1e-5, no dropout: all the same.
 *
 * <p>On purpose different: initial values, which are one rule for all spaces; the authors draw from
 * a truncated normal of variance 1 / fan-in. Their running statistics keep 0.997 a step; here each
 * child's are measured. Their halving pads odd sides by a pixel at the end, which no side of the
 * published networks is; here what is left over is dropped.
 *
 * @param scale how large the networks are
 * @param affine whether batch norms learn a scale and a shift
 */
public record NasBench101Blueprint(Scale scale, boolean affine) implements Blueprint {

  /** The published size, for CIFAR-10. */
  public static final Scale PUBLISHED = new Scale(128, 3, new Shape(3, 32, 32), 10);

  private static final int STACKS = 3;
  private static final Op.Pool SAME = new Op.Pool(Op.Pool.Kind.MAX, 3, 1, 1);
  private static final Op.Pool HALVE = new Op.Pool(Op.Pool.Kind.MAX, 2, 2, 0);

  private static final NasBench101Space SPACE = new NasBench101Space();

  /**
   * Networks of this size.
   *
   * @throws InputError if the picture's sides cannot be halved twice
   */
  public NasBench101Blueprint {
    Shape input = scale.input();
    if (input.height() < 4 || input.width() < 4) {
      throw new InputError(
          "nasbench101 was given pictures of %dx%d (width x height); it needs sides of 4 or more, for it halves them twice"
              .formatted(input.width(), input.height()));
    }
  }

  @Override
  public NasBench101Space space() {
    return SPACE;
  }

  /**
   * Chains through all vertices, which are then as wide as the output, with each operation and with
   * the input going to each vertex in one of them.
   */
  @Override
  public List<Architecture> covering() {
    List<Architecture> covering = new ArrayList<>();
    for (int operation = 0; operation < NasBench101Space.OPERATIONS.size(); operation++) {
      int edges = 0;
      for (int to = 1; to <= CellGraph.OUTPUT; to++) {
        boolean fromInput = (operation % 2 == 0) == (to <= CellGraph.OUTPUT / 2);
        edges |= CellGraph.edge(to - 1, to) | (fromInput ? CellGraph.edge(0, to) : 0);
      }
      List<Integer> operations = Collections.nCopies(CellGraph.OUTPUT - 1, operation);
      covering.add(SPACE.of(NasBench101Space.VERTICES, edges, operations));
    }
    return covering;
  }

  @Override
  public Plan plan(Architecture architecture) {
    SPACE.checkFits(architecture);
    CellGraph graph = SPACE.graph(architecture);
    LayerBuilder net = new LayerBuilder(scale, affine);
    int x = net.convNormRelu("stem", 0, scale.channels(), 3, 1);
    for (int stack = 0; stack < STACKS; stack++) {
      String path = "stack" + stack;
      if (stack > 0) {
        x = net.pool(path + ".pool", x, HALVE);
      }
      for (int cell = 0; cell < scale.cells(); cell++) {
        x = cell(net, path + ".cell" + cell, x, scale.channels() << stack, graph);
      }
    }
    net.head(x, scale.classes());
    return net.build();
  }

  private static int cell(LayerBuilder net, String path, int input, int out, CellGraph graph) {
    int[] widths = widths(graph, out);
    int[] nodes = new int[NasBench101Space.VERTICES];
    List<Integer> joined = new ArrayList<>();
    for (int vertex = 1; vertex < CellGraph.OUTPUT; vertex++) {
      if (graph.isLive(vertex)) {
        nodes[vertex] = vertex(net, path, input, vertex, widths[vertex], graph, nodes);
        if (graph.hasEdge(vertex, CellGraph.OUTPUT)) {
          joined.add(nodes[vertex]);
        }
      }
    }
    List<Integer> summands = new ArrayList<>();
    if (!joined.isEmpty()) {
      summands.add(net.concat(path + ".output.concat", joined));
    }
    if (graph.hasEdge(0, CellGraph.OUTPUT)) {
      summands.add(net.convNormRelu(path + ".output.projection", input, out, 1, 1));
    }
    return net.sum(path + ".output.sum", summands);
  }

  private static int vertex(
      LayerBuilder net,
      String cell,
      int input,
      int vertex,
      int width,
      CellGraph graph,
      int[] nodes) {
    String path = cell + ".vertex" + vertex;
    List<Integer> summands = new ArrayList<>();
    for (int from = 1; from < vertex; from++) {
      if (graph.hasEdge(from, vertex)) {
        summands.add(net.leadingChannels(path + ".from" + from, nodes[from], width));
      }
    }
    if (graph.hasEdge(0, vertex)) {
      summands.add(net.convNormRelu(path + ".projection", input, width, 1, 1));
    }
    int x = net.sum(path + ".sum", summands);
    String name = NasBench101Space.OPERATIONS.get(graph.operation(vertex));
    return switch (name) {
      case "conv3x3" -> net.convNormRelu(path + "." + name, x, width, 3, 1);
      case "conv1x1" -> net.convNormRelu(path + "." + name, x, width, 1, 1);
      case "maxpool3x3" -> net.pool(path + "." + name, x, SAME);
      default -> throw new IllegalStateException("no plan for the operation " + name);
    };
  }

  /** The channels of each vertex; 0 for those that were pruned. */
  private static int[] widths(CellGraph graph, int out) {
    int[] widths = new int[NasBench101Space.VERTICES];
    int sharing = 0;
    for (int vertex = 1; vertex < CellGraph.OUTPUT; vertex++) {
      sharing += graph.hasEdge(vertex, CellGraph.OUTPUT) ? 1 : 0;
    }
    int leftOver = sharing == 0 ? 0 : out % sharing;
    for (int vertex = 1; vertex < CellGraph.OUTPUT; vertex++) {
      if (graph.hasEdge(vertex, CellGraph.OUTPUT)) {
        widths[vertex] = out / sharing + (leftOver-- > 0 ? 1 : 0);
      }
    }
    for (int vertex = CellGraph.OUTPUT - 1; vertex >= 1; vertex--) {
      if (!graph.hasEdge(vertex, CellGraph.OUTPUT)) {
        for (int to = vertex + 1; to < CellGraph.OUTPUT; to++) {
          widths[vertex] = Math.max(widths[vertex], graph.hasEdge(vertex, to) ? widths[to] : 0);
        }
      }
    }
    return widths;
  }
}
