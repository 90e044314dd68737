package io.espalier.retrain;

import io.espalier.error.InputError;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The auxiliary classifier of NASNet (Zoph et al., CVPR 2018) as DARTS trains with it on CIFAR-10
 * (Liu et al., ICLR 2019): average pooling of 5 by stride 3, a convolution to 128 channels, one of
 * 2x2 to 768, and a fully connected layer. It reads the network at two thirds of its depth, counted
 * in cells or stages: for their 20 cells, the output of the fourteenth.
 *
 * <p>Plan and head are one plan, whose output holds the network's logits and then the head's. The
 * network's own plan is a part of it with the same paths, so the trained weights fit it unchanged,
 * and the exported network contains nothing of the head.
 */
final class AuxiliaryHead {

  private static final String PATH = "auxiliary.";
  private static final int WINDOW = 5;
  private static final int STRIDE = 3;
  private static final int NARROW = 128;
  private static final int WIDE = 768;

  private final List<Node> nodes;

  private AuxiliaryHead(Plan plan) {
    this.nodes = new ArrayList<>(plan.nodes());
  }

  /**
   * The plan with a head.
   *
   * @throws InputError if the plan has no intermediate picture that a head could read
   */
  static Plan on(Plan plan) {
    return new AuxiliaryHead(plan).build(plan);
  }

  private Plan build(Plan plan) {
    int tap = tap(plan);
    Shape picture = plan.shapes().get(tap);
    int output = plan.nodes().size() - 1;
    int at = add("relu", Op.Activation.RELU, tap);
    int side = Math.min(picture.height(), picture.width());
    if (side >= WINDOW) {
      at = add("pool", new Op.Pool(Op.Pool.Kind.AVERAGE, WINDOW, STRIDE, 0), at);
      side = (side - WINDOW) / STRIDE + 1;
    }
    at = add("narrow.conv", Op.Conv.same(picture.channels(), NARROW, 1, 1), at);
    at = add("narrow.norm", new Op.BatchNorm(NARROW, true), at);
    at = add("narrow.relu", Op.Activation.RELU, at);
    int kernel = Math.min(2, side);
    at = add("wide.conv", new Op.Conv(NARROW, WIDE, kernel, 1, 0, 1, 1, false), at);
    at = add("wide.norm", new Op.BatchNorm(WIDE, true), at);
    at = add("wide.relu", Op.Activation.RELU, at);
    at = add("average", new Op.GlobalAveragePool(), at);
    at = add("linear", new Op.Linear(WIDE, plan.output().channels()), at);
    nodes.add(new Node(PATH + "both", new Op.Concat(), List.of(output, at)));
    return new Plan(nodes);
  }

  private int add(String name, Op op, int input) {
    nodes.add(new Node(PATH + name, op, List.of(input)));
    return nodes.size() - 1;
  }

  /** The last node of the cell or stage at two thirds; paths begin with the names of these. */
  static int tap(Plan plan) {
    List<Node> nodes = plan.nodes();
    List<Integer> ends = new ArrayList<>();
    for (int n = 1; n + 1 < nodes.size(); n++) {
      Shape shape = plan.shapes().get(n);
      boolean isPicture =
          shape.height() > 1 && shape.width() > 1 && !(nodes.get(n).op() instanceof Op.Resize);
      if (isPicture && !part(nodes.get(n)).equals(part(nodes.get(n + 1)))) {
        ends.add(n);
      }
    }
    if (ends.isEmpty()) {
      throw new InputError(
          "the %s has no part that an auxiliary head could read; set the auxiliary weight to 0"
              .formatted(plan));
    }
    // The first part is the stem.
    List<Integer> body = ends.size() > 1 ? ends.subList(1, ends.size()) : ends;
    return body.get((2 * body.size() + 2) / 3 - 1);
  }

  private static String part(Node node) {
    int dot = node.path().indexOf('.');
    return dot < 0 ? node.path() : node.path().substring(0, dot);
  }
}
