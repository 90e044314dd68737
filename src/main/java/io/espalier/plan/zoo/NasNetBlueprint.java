package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.NasNetSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of the NASNet-like space: a stem of 3C channels and 3N+2 cells, of which numbers N
 * and 2N+1 are reduction cells; these halve the picture and double the channels. Each cell takes
 * the outputs of the two before it and joins the outputs of its five nodes.
 *
 * <p>The operations are those of DARTS (Liu et al., ICLR 2019): separable convolutions are applied
 * twice, pooling is followed by batch norm, a skip of stride 2 is a factorised reduction. In {@link
 * Scale}, {@code channels} is C, which must be even, and {@code cells} is N.
 *
 * <p>Compared with {@code supernet/supernet_model.py}, {@code supernet/generator.py} and {@code
 * Evaluate/individual_model.py}, {@code Evaluate/operations.py} in {@code LaNAS/one-shot_LaNAS} of
 * facebookresearch/LaMCTS, and {@code cnn/model_search.py} of quark0/darts: a stem without
 * activation, which feeds the first cell twice; ReLU, 1x1 convolution, batch norm before a cell;
 * after a reduction the older input through a factorised one (ReLU, two 1x1 convolutions of stride
 * 2 on even and odd pixels, batch norm); the reduction cells' places and strides; twice ReLU,
 * depthwise, pointwise, batch norm; max pooling with padding 1 and batch norm behind it; no
 * activation before the global average; the order of the mask's bits: all the same.
 *
 * <p>On purpose different: a cell joins all five nodes, as in the authors' network of one
 * architecture; their supernet keeps the default of four and loses the first. Batch norms are
 * affine or not throughout; the authors' are not, but for the stem's. The batch norm behind pooling
 * stays in a child, as in LaNAS's; DARTS's final network ({@code cnn/model.py}) has none there. The
 * drop path and the auxiliary head of retraining are in {@code retrain}. Initial values are one
 * rule for all spaces; the authors take PyTorch's.
 *
 * @param scale how large the networks are
 * @param affine whether batch norms learn a scale and a shift
 */
public record NasNetBlueprint(Scale scale, boolean affine) implements Blueprint {

  /** The size of DARTS's and LaNAS's one-shot networks for CIFAR-10: 8 cells of 16 channels. */
  public static final Scale PUBLISHED = new Scale(16, 2, new Shape(3, 32, 32), 10);

  private static final int STEM_WIDTH = 3;
  private static final int CELL_INPUTS = 2;

  private static final NasNetSpace SPACE = new NasNetSpace();

  /**
   * Networks of this size.
   *
   * @throws InputError if the channels are odd, or the picture's sides cannot be halved twice
   */
  public NasNetBlueprint {
    Shape input = scale.input();
    if (scale.channels() % 2 != 0 || input.height() % 4 != 0 || input.width() % 4 != 0) {
      throw new InputError(
          "nasnet was given %d channels on pictures of %dx%d (width x height); it needs even channels and sides divisible by 4"
              .formatted(scale.channels(), input.width(), input.height()));
    }
  }

  @Override
  public NasNetSpace space() {
    return SPACE;
  }

  /**
   * Architectures whose nodes take options 0 and 1, then 2 and 3, and so on; nodes with fewer
   * options begin again.
   */
  @Override
  public List<Architecture> covering() {
    int most = SPACE.choices().stream().mapToInt(choice -> choice.options().size()).max().orElse(0);
    List<Architecture> covering = new ArrayList<>();
    for (int option = 0; option < most; option += NasNetSpace.PICKS) {
      List<List<Integer>> picks = new ArrayList<>();
      for (var choice : SPACE.choices()) {
        int first = option % choice.options().size();
        picks.add(List.of(first, first + 1));
      }
      covering.add(new Architecture(NasNetSpace.NAME, picks));
    }
    return covering;
  }

  @Override
  public Plan plan(Architecture architecture) {
    SPACE.checkFits(architecture);
    LayerBuilder net = new LayerBuilder(scale, affine);
    int channels = scale.channels();
    int before = net.convNorm("stem", 0, STEM_WIDTH * channels, 3, 1);
    int last = before;
    boolean lastReduced = false;
    int cells = 3 * scale.cells() + 2;
    for (int c = 0; c < cells; c++) {
      boolean reduces = c == scale.cells() || c == 2 * scale.cells() + 1;
      channels = reduces ? 2 * channels : channels;
      String path = "cell" + c;
      int state0 =
          lastReduced
              ? factorisedReduction(net, path + ".preprocess0", before, channels)
              : net.reluConvNorm(path + ".preprocess0", before, channels, 1, 1);
      int state1 = net.reluConvNorm(path + ".preprocess1", last, channels, 1, 1);
      before = last;
      last = cell(net, path, List.of(state0, state1), architecture, reduces);
      lastReduced = reduces;
    }
    net.head(last, scale.classes());
    return net.build();
  }

  private static int cell(
      LayerBuilder net, String path, List<Integer> inputs, Architecture architecture, boolean red) {
    List<Integer> states = new ArrayList<>(inputs);
    for (int node = 0; node < NasNetSpace.NODES; node++) {
      String nodePath = path + ".node" + node;
      List<Integer> summands = new ArrayList<>();
      for (int option : architecture.picks().get(red ? NasNetSpace.NODES + node : node)) {
        int state = option / NasNetSpace.OPERATIONS.size();
        String name = NasNetSpace.OPERATIONS.get(option % NasNetSpace.OPERATIONS.size());
        int stride = red && state < CELL_INPUTS ? 2 : 1;
        String optionPath = nodePath + ".state" + state + "." + name;
        summands.add(operation(net, optionPath, states.get(state), name, stride));
      }
      states.add(net.sum(nodePath + ".sum", summands));
    }
    return net.concat(path + ".concat", states.subList(CELL_INPUTS, states.size()));
  }

  private static int operation(LayerBuilder net, String path, int input, String name, int stride) {
    return switch (name) {
      case "max_pool_3x3" -> {
        Op.Pool pool = new Op.Pool(Op.Pool.Kind.MAX, 3, stride, 1);
        yield net.norm(path + ".norm", net.pool(path + ".pool", input, pool));
      }
      case "skip_connect" ->
          stride == 1 ? input : factorisedReduction(net, path, input, net.channels(input));
      case "sep_conv_3x3" -> separable(net, path, input, 3, stride);
      case "sep_conv_5x5" -> separable(net, path, input, 5, stride);
      default -> throw new IllegalStateException("no plan for the operation " + name);
    };
  }

  private static int separable(LayerBuilder net, String path, int input, int kernel, int stride) {
    int x = input;
    for (int half = 0; half < 2; half++) {
      String part = path + ".half" + half;
      x = net.relu(part + ".relu", x);
      x = net.depthwise(part + ".depthwise", x, kernel, half == 0 ? stride : 1);
      x = net.conv(part + ".pointwise", x, net.channels(x), 1, 1);
      x = net.norm(part + ".norm", x);
    }
    return x;
  }

  /** Halves the picture without losing pixels: one half of the channels reads the even ones. */
  private static int factorisedReduction(LayerBuilder net, String path, int input, int out) {
    int x = net.relu(path + ".relu", input);
    int even = net.conv(path + ".even", x, out / 2, 1, 2);
    int odd = net.conv(path + ".odd", net.shift(path + ".shift", x), out / 2, 1, 2);
    return net.norm(path + ".norm", net.concat(path + ".concat", List.of(even, odd)));
  }
}
