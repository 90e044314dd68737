package io.espalier.plan.file;

import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.space.Architecture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The plan of one architecture while blocks are added to it. */
final class Assembly {

  private final LayerBuilder layers;
  private final Scale scale;
  private final boolean affine;
  private final Architecture architecture;
  private final Conventions conventions;

  Assembly(Scale scale, boolean affine, Architecture architecture, Conventions conventions) {
    this.layers = new LayerBuilder(scale, affine);
    this.scale = scale;
    this.affine = affine;
    this.architecture = architecture;
    this.conventions = conventions;
  }

  <T> T at(Pickable<T> value) {
    return value.in(architecture);
  }

  /** The options picked at a choice. */
  List<Integer> picks(int choice) {
    return architecture.picks().get(choice);
  }

  LayerBuilder layers() {
    return layers;
  }

  Scale scale() {
    return scale;
  }

  Conventions conventions() {
    return conventions;
  }

  Plan build() {
    return layers.build();
  }

  int channels(int node) {
    return layers.channels(node);
  }

  int width(double width) {
    return conventions.width(width, scale.channels());
  }

  /** A convolution with batch norm and, if given, an activation. */
  int convNorm(String path, int input, Op.Conv conv, Optional<Function> activation) {
    int normed = norm(path + ".norm", layers.conv(path + ".conv", input, conv));
    return activate(path, normed, activation);
  }

  int norm(String path, int input) {
    Op.BatchNorm norm = new Op.BatchNorm(channels(input), affine, conventions.epsilon());
    return layers.add(path, norm, channels(input), input);
  }

  /** Adds an activation under its name. */
  int activate(String path, int input, Optional<Function> activation) {
    return activation
        .map(
            function ->
                layers.add(
                    path + "." + name(function),
                    new Op.Activation(function),
                    channels(input),
                    input))
        .orElse(input);
  }

  private static String name(Function function) {
    return Kind.ACTIVATIONS.entrySet().stream()
        .filter(entry -> entry.getValue().filter(function::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(function.name().toLowerCase(Locale.ROOT));
  }

  /** Halves the picture without losing pixels: one half of the channels reads the even ones. */
  int factorisedReduction(String path, int input, int out) {
    if (out % 2 != 0) {
      throw new IllegalArgumentException(
          "%s halves the picture, for which it needs an even number of channels, not %d"
              .formatted(path, out));
    }
    int x = activate(path, input, conventions.activation());
    Op.Conv half = Op.Conv.same(channels(x), out / 2, 1, 2);
    int even = layers.conv(path + ".even", x, half);
    int odd = layers.conv(path + ".odd", layers.shift(path + ".shift", x), half);
    return norm(path + ".norm", layers.concat(path + ".concat", List.of(even, odd)));
  }

  /**
   * Squeeze-and-excitation.
   *
   * @param blockInput the channels of the input of the block that it is part of
   */
  int squeezeExcitation(String path, int input, int blockInput) {
    Conventions.Squeeze how = conventions.squeeze();
    int channels = channels(input);
    Op op =
        new Op.SqueezeExcitation(
            channels, how.channels(channels, blockInput), how.inner(), how.gate());
    return layers.add(path + ".squeeze_excitation", op, channels, input);
  }
}
