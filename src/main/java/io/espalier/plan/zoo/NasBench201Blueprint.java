package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks of NAS-Bench-201 (Dong and Yang, ICLR 2020, section 2.1): a stem, three stages of N
 * cells with C, 2C and 4C channels, a residual block of stride 2 before the second and third stage,
 * and global average pooling. Convolutions are preceded by ReLU and followed by batch norm.
 *
 * <p>In {@link Scale}, {@code channels} is C (published: 16) and {@code cells} is N (published: 5).
 * Edges that do not reach a cell's output are part of the plan, as they are part of the published
 * parameter counts.
 *
 * <p>Compared with {@code lib/models/cell_operations.py}, {@code
 * lib/models/cell_infers/tiny_network.py} and {@code lib/models/cell_infers/cells.py} of
 * D-X-Y/AutoDL-Projects: a stem without activation, ReLU before each convolution and batch norm
 * behind it, averages that leave padding out and have no batch norm, skips that are the source
 * itself, the reduction's shortcut (2x2 averages, a 1x1 convolution without batch norm), batch norm
 * and ReLU before the global average, epsilon 1e-5, no dropout: all the same.
 *
 * <p>On purpose different: initial values, which are one rule for all spaces; the authors take
 * PyTorch's. And if batch norms are not affine, none is; in the authors' supernets ({@code
 * lib/models/cell_searchs/generic_model.py}) those of stem, reductions and head stay so.
 *
 * @param scale how large the networks are
 * @param affine whether batch norms learn a scale and a shift
 */
public record NasBench201Blueprint(Scale scale, boolean affine) implements Blueprint {

  /** The published size, for CIFAR-10. */
  public static final Scale PUBLISHED = new Scale(16, 5, new Shape(3, 32, 32), 10);

  private static final int STAGES = 3;
  private static final Op.Pool AVERAGE = new Op.Pool(Op.Pool.Kind.AVERAGE, 3, 1, 1);
  private static final Op.Pool HALVE = new Op.Pool(Op.Pool.Kind.AVERAGE, 2, 2, 0);

  private static final NasBench201Space SPACE = new NasBench201Space();

  /**
   * Networks of this size.
   *
   * @throws InputError if the picture's sides cannot be halved twice
   */
  public NasBench201Blueprint {
    Shape input = scale.input();
    if (input.height() % 4 != 0 || input.width() % 4 != 0) {
      throw new InputError(
          "nasbench201 was given pictures of %dx%d (width x height); it needs sides divisible by 4, for it halves them twice"
              .formatted(input.width(), input.height()));
    }
  }

  @Override
  public NasBench201Space space() {
    return SPACE;
  }

  /** One architecture per operation, which is then on every edge. */
  @Override
  public List<Architecture> covering() {
    return IntStream.range(NasBench201Space.SKIP_CONNECT, NasBench201Space.OPERATIONS.size())
        .mapToObj(o -> IntStream.generate(() -> o).limit(NasBench201Space.EDGES.size()).toArray())
        .map(picks -> Architecture.of(NasBench201Space.NAME, picks))
        .toList();
  }

  @Override
  public Plan plan(Architecture architecture) {
    SPACE.checkFits(architecture);
    LayerBuilder net = new LayerBuilder(scale, affine);
    int x = net.convNorm("stem", 0, scale.channels(), 3, 1);
    for (int stage = 0; stage < STAGES; stage++) {
      String path = "stage" + stage;
      if (stage > 0) {
        x = reduction(net, path + ".reduction", x, scale.channels() << stage);
      }
      for (int cell = 0; cell < scale.cells(); cell++) {
        x = cell(net, path + ".cell" + cell, x, architecture);
      }
    }
    x = net.relu("head.relu", net.norm("head.norm", x));
    net.head(x, scale.classes());
    return net.build();
  }

  private static int cell(LayerBuilder net, String path, int input, Architecture architecture) {
    List<Integer> nodes = new ArrayList<>(List.of(input));
    List<Integer> summands = new ArrayList<>();
    for (int e = 0; e < NasBench201Space.EDGES.size(); e++) {
      NasBench201Space.Edge edge = NasBench201Space.EDGES.get(e);
      int option = architecture.pick(e);
      if (option != NasBench201Space.NONE) {
        String edgePath = path + ".edge" + edge.from() + "_" + edge.to();
        summands.add(operation(net, edgePath, nodes.get(edge.from()), option));
      }
      // An edge from the node just before is the last one into its target.
      if (edge.from() == edge.to() - 1) {
        String nodePath = path + ".node" + edge.to();
        nodes.add(
            summands.isEmpty()
                ? net.zero(nodePath + ".zero", input)
                : net.sum(nodePath + ".sum", summands));
        summands.clear();
      }
    }
    return nodes.get(nodes.size() - 1);
  }

  private static int operation(LayerBuilder net, String edgePath, int input, int option) {
    String name = NasBench201Space.OPERATIONS.get(option);
    String path = edgePath + "." + name;
    int channels = net.channels(input);
    return switch (name) {
      case "skip_connect" -> input;
      case "nor_conv_1x1" -> net.reluConvNorm(path, input, channels, 1, 1);
      case "nor_conv_3x3" -> net.reluConvNorm(path, input, channels, 3, 1);
      case "avg_pool_3x3" -> net.pool(path, input, AVERAGE);
      default -> throw new IllegalStateException("no plan for the operation " + name);
    };
  }

  private static int reduction(LayerBuilder net, String path, int input, int out) {
    int a = net.reluConvNorm(path + ".a", input, out, 3, 2);
    int b = net.reluConvNorm(path + ".b", a, out, 3, 1);
    int pooled = net.pool(path + ".shortcut.pool", input, HALVE);
    int shortcut = net.conv(path + ".shortcut.conv", pooled, out, 1, 1);
    return net.sum(path + ".sum", List.of(shortcut, b));
  }
}
