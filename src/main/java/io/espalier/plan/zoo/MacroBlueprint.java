package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.MacroSpace;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The networks of NAS-Bench-Macro (Su et al., CVPR 2021): a stem of C/2 channels at full
 * resolution, three stages of C, 2C and 4C channels whose first layers halve the picture, a 1x1
 * convolution to 20C channels, and global average pooling.
 *
 * <p>A layer is an identity (where the shape changes: a 1x1 convolution with batch norm) or a
 * MobileNetV2 block (Sandler et al., CVPR 2018): expansion, depthwise convolution, linear
 * projection, and a residual connection where the shape stays. In {@link Scale}, {@code channels}
 * is C (published: 64) and {@code cells} is 1, for the number of layers is what is searched.
 *
 * <p>Compared with {@code train/model.py} of xiusu/NAS-Bench-Macro: stem and head (convolution,
 * batch norm, ReLU), the first layer of a stage halves and widens, an identity there is a 1x1
 * convolution of stride 2 with batch norm and no activation, ReLU (where MobileNetV2 has ReLU6)
 * after every batch norm but the projection's, the residual sum without activation, a classifier
 * with bias, epsilon 1e-5, no dropout: all the same.
 *
 * <p>On purpose different: the last layer has 20C channels, where the authors write 1,280, the same
 * at their C of 64. Initial values are one rule for all spaces; the authors take PyTorch's.
 *
 * @param scale how large the networks are
 * @param affine whether batch norms learn a scale and a shift
 */
public record MacroBlueprint(Scale scale, boolean affine) implements Blueprint {

  /** The published size, for CIFAR-10. */
  public static final Scale PUBLISHED = new Scale(64, 1, new Shape(3, 32, 32), 10);

  private static final int HEAD_WIDTH = 20;

  private static final MacroSpace SPACE = new MacroSpace();

  /**
   * Networks of this size.
   *
   * @throws InputError if the scale has more than one cell or an odd number of channels
   */
  public MacroBlueprint {
    if (scale.cells() != 1 || scale.channels() % 2 != 0) {
      throw new InputError(
          "macro was given cells %d and channels %d; it needs cells 1 and an even number of channels"
              .formatted(scale.cells(), scale.channels()));
    }
  }

  @Override
  public MacroSpace space() {
    return SPACE;
  }

  /** One architecture per option, which is then at every layer. */
  @Override
  public List<Architecture> covering() {
    int layers = SPACE.choices().size();
    return IntStream.range(0, MacroSpace.OPTIONS.size())
        .mapToObj(option -> IntStream.generate(() -> option).limit(layers).toArray())
        .map(picks -> Architecture.of(MacroSpace.NAME, picks))
        .toList();
  }

  @Override
  public Plan plan(Architecture architecture) {
    SPACE.checkFits(architecture);
    LayerBuilder net = new LayerBuilder(scale, affine);
    int x = net.relu("stem.relu", net.convNorm("stem", 0, scale.channels() / 2, 3, 1));
    int layer = 0;
    for (int stage = 0; stage < MacroSpace.STAGE_LAYERS.size(); stage++) {
      for (int i = 0; i < MacroSpace.STAGE_LAYERS.get(stage); i++) {
        String path = "stage" + stage + ".layer" + layer;
        x = layer(net, path, x, architecture.pick(layer), scale.channels() << stage, i == 0);
        layer++;
      }
    }
    int head = HEAD_WIDTH * scale.channels();
    x = net.relu("head.relu", net.convNorm("head", x, head, 1, 1));
    net.head(x, scale.classes());
    return net.build();
  }

  private static int layer(
      LayerBuilder net, String layer, int input, int option, int out, boolean halves) {
    String name = MacroSpace.OPTIONS.get(option);
    String path = layer + "." + name;
    int stride = halves ? 2 : 1;
    return switch (name) {
      case "identity" -> halves ? net.convNorm(path, input, out, 1, stride) : input;
      case "mbconv_k3_e3" -> mobileBlock(net, path, input, out, 3, 3, stride);
      case "mbconv_k5_e6" -> mobileBlock(net, path, input, out, 5, 6, stride);
      default -> throw new IllegalStateException("no plan for the option " + name);
    };
  }

  private static int mobileBlock(
      LayerBuilder net, String path, int input, int out, int kernel, int expansion, int stride) {
    String expand = path + ".expand";
    String depth = path + ".depthwise";
    int x = net.convNorm(expand, input, expansion * net.channels(input), 1, 1);
    x = net.relu(expand + ".relu", x);
    x = net.norm(depth + ".norm", net.depthwise(depth + ".conv", x, kernel, stride));
    x = net.relu(depth + ".relu", x);
    x = net.convNorm(path + ".project", x, out, 1, 1);
    boolean keepsShape = stride == 1 && net.channels(input) == out;
    return keepsShape ? net.sum(path + ".sum", List.of(input, x)) : x;
  }
}
