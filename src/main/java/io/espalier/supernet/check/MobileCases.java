package io.espalier.supernet.check;

import io.espalier.plan.Op;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Shape;
import io.espalier.supernet.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations of mobile networks (MobileNetV2 and V3, EfficientNet), which spaces of one's own
 * are made of.
 */
final class MobileCases {

  /** The epsilon of ProxylessNAS and EfficientNet. */
  private static final float EPSILON = 1e-3f;

  private static final int CLASSES = 10;

  private MobileCases() {}

  /** Each operation on pictures of this shape. */
  static List<CheckCase> of(Shape picture) {
    List<CheckCase> cases = new ArrayList<>();
    int channels = picture.channels();
    for (Op.Activation.Function function : Op.Activation.Function.values()) {
      cases.add(of(new Op.Activation(function), picture));
    }
    cases.add(of(excitation(channels), picture));
    cases.add(
        of(
            new Op.SqueezeExcitation(
                channels, 1, Op.Activation.Function.SWISH, Op.Activation.Function.SIGMOID),
            picture));
    for (int kernel = 3; kernel <= 7; kernel += 2) {
      for (int stride = 1; stride <= 2; stride++) {
        cases.add(of(Op.Conv.depthwise(channels, kernel, stride), picture));
      }
    }
    cases.add(of(new Op.BatchNorm(channels, true, EPSILON), picture));
    int height = picture.height();
    int width = picture.width();
    cases.add(of(new Op.Resize(height * 4 / 7 + 1, width * 3 / 7 + 1), picture));
    cases.add(of(new Op.Resize(2 * height + 1, 2 * width), picture));
    cases.add(of(new Op.Dropout(0.2f), picture));
    cases.add(of(new Op.Linear(channels, 2 * channels, false), Shape.features(channels)));
    return cases;
  }

  private static Op.SqueezeExcitation excitation(int channels) {
    return new Op.SqueezeExcitation(
        channels, 8, Op.Activation.Function.RELU, Op.Activation.Function.HARD_SIGMOID);
  }

  private static CheckCase of(Op op, Shape input) {
    return OperationCase.of(op, List.of(input), Mode.TRAINING);
  }

  /** A training step of a small network of all of them, on pictures that are not square. */
  static CheckCase network() {
    PlanBuilder plan = new PlanBuilder(new Shape(3, 31, 22));
    int at = plan.add("resize", new Op.Resize(25, 18), 0);
    at = plan.add("stem.conv", Op.Conv.same(3, 8, 3, 2), at);
    at = plan.add("stem.norm", new Op.BatchNorm(8, true), at);
    at = plan.add("stem.swish", new Op.Activation(Op.Activation.Function.HARD_SWISH), at);
    at = block(plan, "block0", 8, 7, 1, Op.Activation.Function.HARD_SWISH, at);
    at = block(plan, "block1", 8, 5, 2, Op.Activation.Function.SWISH, at);
    at = plan.add("head.conv", Op.Conv.same(8, 24, 1, 1), at);
    at = plan.add("head.norm", new Op.BatchNorm(24, true, EPSILON), at);
    at = plan.add("head.gate", new Op.Activation(Op.Activation.Function.HARD_SIGMOID), at);
    at = plan.add("pool", new Op.GlobalAveragePool(), at);
    at = plan.add("mix", new Op.Linear(24, 32, false), at);
    at = plan.add("swish", new Op.Activation(Op.Activation.Function.HARD_SWISH), at);
    at = plan.add("dropout", new Op.Dropout(0.1f), at);
    plan.add("classifier", new Op.Linear(32, CLASSES), at);
    return new CheckCase(
        "a training step of a mobile network, 16 images", plan.build(), 16, 1, Mode.TRAINING, true);
  }

  private static int block(
      PlanBuilder plan,
      String path,
      int channels,
      int kernel,
      int stride,
      Op.Activation.Function function,
      int in) {
    int wide = 3 * channels;
    int at = plan.add(path + ".expand.conv", Op.Conv.same(channels, wide, 1, 1), in);
    at = plan.add(path + ".expand.norm", new Op.BatchNorm(wide, true), at);
    at = plan.add(path + ".expand.swish", new Op.Activation(function), at);
    at = plan.add(path + ".depthwise.conv", Op.Conv.depthwise(wide, kernel, stride), at);
    at = plan.add(path + ".depthwise.norm", new Op.BatchNorm(wide, true), at);
    at = plan.add(path + ".depthwise.swish", new Op.Activation(function), at);
    at = plan.add(path + ".excitation", excitation(wide), at);
    at = plan.add(path + ".project.conv", Op.Conv.same(wide, channels, 1, 1), at);
    at = plan.add(path + ".project.norm", new Op.BatchNorm(channels, true), at);
    return stride == 1 ? plan.add(path + ".sum", new Op.Add(), in, at) : at;
  }
}
