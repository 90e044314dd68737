package io.espalier.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Computes the output shape of each node of a plan and checks that its inputs fit. */
final class ShapeInference {

  private ShapeInference() {}

  static List<Shape> shapes(List<Node> nodes) {
    if (nodes.isEmpty() || !(nodes.get(0).op() instanceof Op.Input)) {
      throw new IllegalArgumentException("a plan starts with its input");
    }
    List<Shape> shapes = new ArrayList<>(nodes.size());
    for (int n = 0; n < nodes.size(); n++) {
      Node node = nodes.get(n);
      List<Shape> inputs = new ArrayList<>(node.inputs().size());
      for (int input : node.inputs()) {
        require(
            node,
            input >= 0 && input < n,
            () -> "takes node " + input + ", which is not before it");
        inputs.add(shapes.get(input));
      }
      shapes.add(shape(node, inputs, n));
    }
    checkMemories(nodes, shapes);
    return shapes;
  }

  private static void checkMemories(List<Node> nodes, List<Shape> shapes) {
    for (int n = 0; n < nodes.size(); n++) {
      if (nodes.get(n).op() instanceof Op.Previous previous) {
        Shape remembered = shapes.get(n);
        boolean found = false;
        for (int of = 0; of < nodes.size(); of++) {
          boolean named = nodes.get(of).path().equals(previous.of());
          found |= named && shapes.get(of).equals(remembered);
        }
        require(
            nodes.get(n),
            found,
            () -> "remembers %s of %s, which gives no such thing".formatted(remembered, previous));
        // Its noise would have to be the same or another at each token; no reader defines that.
        require(
            nodes.get(n),
            nodes.stream().noneMatch(node -> node.op() instanceof Op.Dropout),
            () -> "is in a plan with dropout, which recurrent plans cannot have");
      }
    }
  }

  private static Shape shape(Node node, List<Shape> inputs, int index) {
    Op op = node.op();
    if (op instanceof Op.Input input) {
      require(node, index == 0 && inputs.isEmpty(), () -> "is a second input");
      return input.shape();
    }
    if (op instanceof Op.Previous previous) {
      require(node, inputs.isEmpty(), () -> "has inputs");
      return Shape.features(previous.width());
    }
    require(node, !inputs.isEmpty(), () -> "has no inputs");
    Shape first = inputs.get(0);
    if (op instanceof Op.Add || op instanceof Op.Mean || op instanceof Op.Highway) {
      require(node, inputs.stream().allMatch(first::equals), () -> "adds unlike shapes " + inputs);
      boolean fits = !(op instanceof Op.Highway) || inputs.size() == 3;
      require(node, fits, () -> "takes gate, new and old, not %d inputs".formatted(inputs.size()));
      return first;
    }
    if (op instanceof Op.Concat) {
      int channels = inputs.stream().mapToInt(Shape::channels).reduce(0, Math::addExact);
      require(
          node,
          inputs.stream().allMatch(s -> s.withChannels(1).equals(first.withChannels(1))),
          () -> "joins unlike pictures " + inputs);
      return first.withChannels(channels);
    }
    require(node, inputs.size() == 1, () -> "takes one input, not " + inputs.size());
    return shape(node, first);
  }

  private static Shape shape(Node node, Shape in) {
    Op op = node.op();
    if (op instanceof Op.Conv conv) {
      require(
          node,
          conv.in() == in.channels(),
          () -> "takes %d channels of %s".formatted(conv.in(), in));
      int reach = conv.dilation() * (conv.kernel() - 1) + 1;
      return new Shape(
          conv.out(),
          strided(node, in.height(), reach, conv.stride(), conv.padding()),
          strided(node, in.width(), reach, conv.stride(), conv.padding()));
    }
    if (op instanceof Op.BatchNorm norm) {
      require(
          node,
          norm.channels() == in.channels(),
          () -> "norms %d of %s".formatted(norm.channels(), in));
      boolean small = norm.epsilon() > 0 && norm.epsilon() < 1;
      require(
          node, small, () -> "has epsilon %s, not above 0 and below 1".formatted(norm.epsilon()));
      return in;
    }
    if (op instanceof Op.Pool pool) {
      return new Shape(
          in.channels(),
          strided(node, in.height(), pool.kernel(), pool.stride(), pool.padding()),
          strided(node, in.width(), pool.kernel(), pool.stride(), pool.padding()));
    }
    if (op instanceof Op.Channels range) {
      require(
          node,
          range.to() <= in.channels(),
          () -> "takes channels up to %d of %s".formatted(range.to(), in));
      return in.withChannels(range.to() - range.from());
    }
    if (op instanceof Op.Zero zero) {
      return new Shape(
          in.channels(),
          strided(node, in.height(), 1, zero.stride(), 0),
          strided(node, in.width(), 1, zero.stride(), 0));
    }
    if (op instanceof Op.GlobalAveragePool) {
      return Shape.features(in.channels());
    }
    if (op instanceof Op.Embedding embedding) {
      require(node, in.values() == 1, () -> "takes the index of a token, not " + in);
      return Shape.features(embedding.width());
    }
    if (op instanceof Op.Linear linear) {
      require(
          node,
          in.equals(Shape.features(linear.in())),
          () -> "takes %d features, not %s".formatted(linear.in(), in));
      return Shape.features(linear.out());
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      require(
          node,
          excitation.channels() == in.channels(),
          () -> "squeezes %d channels of %s".formatted(excitation.channels(), in));
      require(node, excitation.squeezed() > 0, () -> "squeezes to no channels");
      return in;
    }
    if (op instanceof Op.Dropout dropout) {
      boolean share = dropout.rate() >= 0 && dropout.rate() < 1;
      require(node, share, () -> "has rate %s, not from 0 to below 1".formatted(dropout.rate()));
      return in;
    }
    if (op instanceof Op.Resize resize) {
      return new Shape(in.channels(), resize.height(), resize.width());
    }
    if (op instanceof Op.Activation || op instanceof Op.Shift || op instanceof Op.RmsClip) {
      return in;
    }
    throw new IllegalArgumentException("no shape rule for " + op);
  }

  private static int strided(Node node, int size, int reach, int stride, int padding) {
    int room = size + 2 * padding - reach;
    require(node, room >= 0, () -> "has a window of %d on %d pixels".formatted(reach, size));
    return room / stride + 1;
  }

  /** Builds the message only when it is needed: searches build hundreds of thousands of plans. */
  private static void require(Node node, boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new IllegalArgumentException("node " + node.path() + " " + what.get());
    }
  }
}
