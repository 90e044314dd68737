package io.espalier.plan.file;

import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;

/**
 * Separable convolutions as in DARTS (Liu et al., ICLR 2019): activation, depthwise convolution,
 * 1x1 convolution, batch norm, once or twice.
 */
record SeparableBlock(
    Pickable<Integer> kernel, Pickable<Integer> dilation, boolean twice, Scope scope)
    implements Block {

  static SeparableBlock read(SpaceSection section, Scope scope) {
    return new SeparableBlock(kernel(section, scope), Pickable.given(1), true, scope);
  }

  static SeparableBlock readDilated(SpaceSection section, Scope scope) {
    return new SeparableBlock(
        kernel(section, scope), scope.pick(section, "dilation", Kind.whole(1, 8), 2), false, scope);
  }

  private static Pickable<Integer> kernel(SpaceSection section, Scope scope) {
    return scope.pick(section, "kernel", Kind.odd(ConvBlock.LARGEST_KERNEL), 3);
  }

  @Override
  public int add(Assembly net, String path, int input, Fit fit) {
    LayerBuilder layers = net.layers();
    int side = net.at(kernel);
    int apart = net.at(dilation);
    int x = input;
    for (int half = 0; half < (twice ? 2 : 1); half++) {
      String part = path + ".half" + half;
      int in = net.channels(x);
      int stride = half == 0 ? fit.stride() : 1;
      int out = half == 0 && twice ? in : fit.width();
      x = net.activate(part, x, scope.conventions().activation());
      Op.Conv depthwise = new Op.Conv(in, in, side, stride, side / 2 * apart, apart, in, false);
      x = layers.conv(part + ".depthwise", x, depthwise);
      x = layers.conv(part + ".pointwise", x, Op.Conv.same(in, out, 1, 1));
      x = net.norm(part + ".norm", x);
    }
    return x;
  }
}
