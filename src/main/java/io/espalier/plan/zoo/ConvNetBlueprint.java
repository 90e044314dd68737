package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.ConvNetSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Plain convolutional networks: up to five layers of a convolution, batch norm and ReLU, then
 * global average pooling and a fully connected layer.
 *
 * <p>In {@link Scale}, {@code channels} is C, of which a layer has 1, 2 or 4 times as many, and
 * {@code cells} is 1, for the number of layers is what is searched. A layer's weights are stored
 * once per kernel, at the largest number of channels on both sides; a narrower layer takes their
 * leading slices, and layers of stride 2 the same weights as those of stride 1. Each depth has a
 * classifier of its own, since features of different layers have little in common. Convolutions are
 * padded by half their kernel, so a stride of 2 halves a side, rounded up: never below one pixel.
 *
 * <p>There is no authors' model to compare with: facebookresearch/LaMCTS holds none for LaNAS's
 * networks of this kind, and the options are ours.
 *
 * @param scale how large the networks are
 * @param affine whether batch norms learn a scale and a shift
 */
public record ConvNetBlueprint(Scale scale, boolean affine) implements Blueprint {

  /** Layers of 32, 64 or 128 channels on CIFAR-10. */
  public static final Scale USUAL = new Scale(32, 1, new Shape(3, 32, 32), 10);

  private static final ConvNetSpace SPACE = new ConvNetSpace();

  /**
   * Networks of this size.
   *
   * @throws InputError if the scale has more than one cell
   */
  public ConvNetBlueprint {
    if (scale.cells() != 1) {
      throw new InputError(
          "convnet was given cells %d; it needs cells 1, for its depth is what is searched"
              .formatted(scale.cells()));
    }
  }

  @Override
  public ConvNetSpace space() {
    return SPACE;
  }

  /** The widest networks: the deepest with each kernel, then those of each smaller depth. */
  @Override
  public List<Architecture> covering() {
    List<Architecture> covering = new ArrayList<>();
    for (int kernel = ConvNetSpace.KERNELS.size() - 1; kernel >= 0; kernel--) {
      covering.add(widest(ConvNetSpace.MOST_LAYERS, kernel));
    }
    for (int depth = 1; depth < ConvNetSpace.MOST_LAYERS; depth++) {
      covering.add(widest(depth, 0));
    }
    return covering;
  }

  private static Architecture widest(int depth, int kernel) {
    List<List<Integer>> layer =
        List.of(List.of(kernel), List.of(ConvNetSpace.WIDTHS.size() - 1), List.of(0));
    List<List<Integer>> picks = new ArrayList<>();
    picks.add(List.of(depth - 1));
    Collections.nCopies(ConvNetSpace.MOST_LAYERS, layer).forEach(picks::addAll);
    return new Architecture(ConvNetSpace.NAME, picks);
  }

  @Override
  public Plan plan(Architecture architecture) {
    LayerBuilder net = new LayerBuilder(scale, affine);
    int x = 0;
    int depth = 0;
    for (ConvNetSpace.Layer layer : SPACE.layers(architecture)) {
      String path = "layer%d.conv%dx%2$d".formatted(depth, layer.kernel());
      int out = layer.width() * scale.channels();
      x = net.convNormRelu(path, x, out, layer.kernel(), layer.stride());
      depth++;
    }
    net.head("head" + depth, x, scale.classes());
    return net.build();
  }
}
