package io.espalier.plan.file;

import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import java.util.Optional;

/** A convolution, by default followed by batch norm and an activation. */
record ConvBlock(
    Pickable<Integer> kernel,
    Optional<Pickable<Width>> width,
    Optional<Pickable<Integer>> stride,
    Pickable<Integer> dilation,
    int groups,
    boolean norm,
    boolean bias,
    Pickable<Optional<Function>> activation,
    boolean activationFirst,
    boolean ownKernels)
    implements Block {

  static final int LARGEST_KERNEL = 15;
  private static final int LARGEST_STRIDE = 4;
  private static final int MOST_GROUPS = 4096;

  /** In the place of a number of groups: as many as channels. */
  private static final int DEPTHWISE = 0;

  static ConvBlock read(SpaceSection section, Scope scope) {
    Pickable<Integer> kernel = scope.pick(section, "kernel", Kind.odd(LARGEST_KERNEL), 3);
    Optional<Pickable<Width>> width = width(section, scope);
    Optional<Pickable<Integer>> stride = stride(section, scope);
    boolean depthwise =
        section.value("groups").filter(value -> value.asText().equals("depthwise")).isPresent();
    boolean norm = section.value("norm", Kind.FLAG, true);
    return new ConvBlock(
        kernel,
        width,
        stride,
        scope.pick(section, "dilation", Kind.whole(1, 8), 1),
        depthwise ? DEPTHWISE : section.value("groups", Kind.whole(1, MOST_GROUPS), 1),
        norm,
        section.value("bias", Kind.FLAG, !norm),
        scope.pick(section, "activation", Kind.ACTIVATION, scope.conventions().activation()),
        section.value("activation_first", Kind.FLAG, false),
        scope.hasOwnWeights("kernel") && kernel.choice() != Pickable.GIVEN);
  }

  /** The width that a block gives itself. */
  static Optional<Pickable<Width>> width(SpaceSection section, Scope scope) {
    return section.value("width").map(given -> scope.pick(section, "width", Width.KIND));
  }

  /** The stride that a block gives itself. */
  static Optional<Pickable<Integer>> stride(SpaceSection section, Scope scope) {
    return section
        .value("stride")
        .map(given -> scope.pick(section, "stride", Kind.whole(1, LARGEST_STRIDE)));
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
    int side = net.at(kernel);
    int apart = net.at(dilation);
    int groupCount = groups == DEPTHWISE ? in : groups;
    if (groups == DEPTHWISE && out != in) {
      throw new IllegalArgumentException(
          "a depthwise convolution of %d channels cannot give %d".formatted(in, out));
    }
    Op.Conv conv =
        new Op.Conv(in, out, side, own.stride(), side / 2 * apart, apart, groupCount, bias);
    String at = ownKernels ? "%s.conv%dx%2$d".formatted(path, side) : path;
    Optional<Function> function = net.at(activation);
    int x = activationFirst ? net.activate(at, input, function) : input;
    x = net.layers().conv(at + ".conv", x, conv);
    x = norm ? net.norm(at + ".norm", x) : x;
    return activationFirst ? x : net.activate(at, x, function);
  }
}
