package io.espalier.plan.file;

import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import java.util.List;
import java.util.Optional;

/**
 * The inverted residual of MobileNetV2 (Sandler et al., CVPR 2018): expansion, depthwise
 * convolution, linear projection, and a residual connection where the shape stays. Without an
 * expansion its convolution is left out. Squeeze-and-excitation follows the depthwise convolution,
 * as in MobileNetV3 (Howard et al., ICCV 2019).
 *
 * @param hidden channels of the depthwise convolution, in the place of an expansion
 * @param width channels of the output, if the block gives itself some
 * @param ownKernels whether each kernel has weights of its own
 * @param ownExpansions whether each expansion has
 */
record MobileBlock(
    Pickable<Integer> kernel,
    Pickable<Double> expand,
    Optional<Pickable<Width>> hidden,
    Pickable<Optional<Function>> activation,
    Pickable<Boolean> squeezeExcitation,
    Optional<Pickable<Width>> width,
    Optional<Pickable<Integer>> stride,
    boolean residual,
    boolean ownKernels,
    boolean ownExpansions)
    implements Block {

  private static final double LARGEST_EXPANSION = 16;

  static MobileBlock read(SpaceSection section, Scope scope) {
    return new MobileBlock(
        scope.pick(section, "kernel", Kind.odd(ConvBlock.LARGEST_KERNEL), 3),
        scope.pick(section, "expand", Kind.number(1, LARGEST_EXPANSION), 6.0),
        section.value("hidden").map(given -> scope.pick(section, "hidden", Width.KIND)),
        scope.pick(section, "activation", Kind.ACTIVATION, scope.conventions().activation()),
        scope.pick(section, "squeeze_excitation", Kind.FLAG, false),
        ConvBlock.width(section, scope),
        ConvBlock.stride(section, scope),
        section.value("residual", Kind.FLAG, true),
        scope.hasOwnWeights("kernel"),
        scope.hasOwnWeights("expand"));
  }

  @Override
  public Optional<Pickable<Width>> ownWidth() {
    return width;
  }

  @Override
  public int add(Assembly net, String path, int input, Fit fit) {
    int in = net.channels(input);
    Fit own = fit.with(width, stride, net, in);
    int out = own.width();
    int step = own.stride();
    int side = net.at(kernel);
    double expansion = net.at(expand);
    Optional<Function> function = net.at(activation);
    String at =
        path
            + (ownKernels && kernel.choice() != Pickable.GIVEN ? ".k" + side : "")
            + (ownExpansions && expand.choice() != Pickable.GIVEN ? ".e" + plain(expansion) : "");
    int expanded =
        hidden
            .map(net::at)
            .map(w -> w.channels(net, in, out))
            .orElseGet(() -> expansion == 1 ? in : net.conventions().multiple(in, expansion));
    int x = input;
    if (expanded != in) {
      x = net.convNorm(at + ".expand", x, Op.Conv.same(in, expanded, 1, 1), function);
    }
    x = net.convNorm(at + ".depthwise", x, Op.Conv.depthwise(expanded, side, step), function);
    if (net.at(squeezeExcitation)) {
      x = net.squeezeExcitation(at, x, in);
    }
    x = net.convNorm(at + ".project", x, Op.Conv.same(expanded, out, 1, 1), Optional.empty());
    boolean keepsShape = step == 1 && in == out;
    return residual && keepsShape ? net.layers().sum(at + ".sum", List.of(input, x)) : x;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Integer.toString((int) number) : Double.toString(number);
  }
}
