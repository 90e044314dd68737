package io.espalier.supernet.check;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Every operation, in every shape, that occurs in the built-in spaces for small pictures, each
 * once; and dilated convolutions and the operations of mobile networks, which users' own spaces may
 * have.
 */
public final class OperationCases {

  /**
   * The number of random architectures in addition to those that cover a space; their operations
   * may be smaller.
   */
  private static final int DRAWN = 40;

  private static final int MOBILE_WIDTH = 8;
  private static final int CLASSES = 10;

  /** The channels of the strided 1x1 convolutions among the risky ones. */
  private static final int[] FEW_CHANNELS = {2, 4, 8, 12};

  private final Map<String, CheckCase> cases = new LinkedHashMap<>();

  private OperationCases() {}

  /**
   * All operations of all spaces for small pictures, dilated convolutions and the operations of
   * mobile networks, at these sizes.
   *
   * @param channels the channels of the first stage; for the recurrent space, a quarter of its
   *     width
   * @param pictures the sides of the pictures in pixels
   */
  public static List<CheckCase> all(List<Integer> channels, List<Integer> pictures) {
    OperationCases all = new OperationCases();
    for (SpaceKind space : NetworkCases.small(SpaceKinds.ALL.entries())) {
      boolean text = space.input() == SpaceKind.Input.TEXTS;
      for (int width : channels) {
        for (int side : text ? List.of(1) : pictures) {
          Scale scale =
              text
                  ? new Scale(4 * width, 1, Shape.features(1), 4 * CLASSES)
                  : new Scale(width, 1, new Shape(3, side, side), CLASSES);
          try {
            all.add(space.blueprint(scale, true));
          } catch (InputError | IllegalArgumentException e) {
            // The space does not allow pictures of this size, so there is nothing to check.
          }
        }
      }
    }
    for (int width : channels) {
      for (int side : pictures) {
        all.addDilated(width, new Shape(width, side, side));
        if (width == MOBILE_WIDTH) {
          MobileCases.of(new Shape(width, side, side)).forEach(all::add);
        }
      }
    }
    return List.copyOf(all.cases.values());
  }

  private void addDilated(int channels, Shape input) {
    for (int stride = 1; stride <= 2; stride++) {
      for (int kernel : new int[] {3, 5}) {
        int padding = kernel - 1;
        for (int groups : new int[] {1, channels}) {
          add(
              convolution(
                  new Op.Conv(channels, channels, kernel, stride, padding, 2, groups, false),
                  input));
        }
      }
    }
  }

  /**
   * Cases that native libraries are known to have computed wrongly: strided 1x1 convolutions of few
   * channels, and numbers of output channels that do not fill a whole block; one case of each other
   * kind of convolution; and the operations of mobile networks.
   */
  public static List<CheckCase> risky() {
    List<CheckCase> risky = new ArrayList<>();
    for (int channels : FEW_CHANNELS) {
      risky.add(
          convolution(Op.Conv.same(channels, 2 * channels, 1, 2), new Shape(channels, 16, 16)));
    }
    risky.add(convolution(Op.Conv.same(4, 8, 1, 2), new Shape(4, 15, 15)));
    risky.add(convolution(Op.Conv.same(3, 8, 3, 1), new Shape(3, 16, 16)));
    risky.add(convolution(Op.Conv.same(8, 16, 3, 2), new Shape(8, 15, 15)));
    risky.add(convolution(Op.Conv.same(8, 48, 1, 1), new Shape(8, 16, 16)));
    risky.add(convolution(Op.Conv.same(16, 80, 1, 1), new Shape(16, 4, 4)));
    risky.add(convolution(Op.Conv.same(8, 48, 3, 1), new Shape(8, 2, 2)));
    risky.add(convolution(Op.Conv.same(1, 1, 3, 1), new Shape(1, 8, 8)));
    risky.add(convolution(Op.Conv.depthwise(24, 5, 2), new Shape(24, 15, 15)));
    risky.add(convolution(Op.Conv.depthwise(48, 3, 1), new Shape(48, 8, 8)));
    risky.addAll(MobileCases.of(new Shape(24, 7, 6)));
    risky.add(MobileCases.network());
    return risky;
  }

  private static CheckCase convolution(Op.Conv conv, Shape input) {
    return OperationCase.of(conv, List.of(input), Mode.TRAINING);
  }

  private void add(Blueprint blueprint) {
    List<Architecture> architectures = new ArrayList<>(blueprint.covering());
    RandomGenerator random = new Seed(1).derive(blueprint.space().name()).generator();
    for (int drawn = 0; drawn < DRAWN; drawn++) {
      architectures.add(blueprint.space().sample(random));
    }
    architectures.forEach(architecture -> add(blueprint.plan(architecture).live()));
  }

  private void add(Plan plan) {
    for (Node node : plan.nodes()) {
      if (!(node.op() instanceof Op.Input || node.op() instanceof Op.Previous)) {
        List<Shape> inputs = node.inputs().stream().map(plan.shapes()::get).toList();
        add(OperationCase.of(node.op(), inputs, Mode.TRAINING));
        if (node.op() instanceof Op.BatchNorm) {
          add(OperationCase.of(node.op(), inputs, Mode.EVALUATION));
        }
      }
    }
  }

  private void add(CheckCase found) {
    cases.putIfAbsent(found.name(), found);
  }
}
