package io.espalier.plan.file;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;

/** The networks of a space that is written in a file. */
final class FileBlueprint implements Blueprint {

  private final SearchSpace space;
  private final Scale scale;
  private final boolean affine;
  private final List<Architecture> covering;
  private final NetworkParts parts;

  FileBlueprint(
      SearchSpace space,
      Scale scale,
      boolean affine,
      List<Architecture> covering,
      NetworkParts parts) {
    this.space = space;
    this.scale = scale;
    this.affine = affine;
    this.covering = covering;
    this.parts = parts;
    if (scale.cells() != 1 && parts.stages().stream().noneMatch(NetworkPart::countsCells)) {
      throw new InputError(
          "%s was given cells %d; it needs cells 1, for its file says how many layers there are"
              .formatted(space.name(), scale.cells()));
    }
    covering.forEach(this::checked);
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public Scale scale() {
    return scale;
  }

  @Override
  public List<Architecture> covering() {
    return covering;
  }

  private void checked(Architecture architecture) {
    try {
      Plan plan = plan(architecture);
      if (!plan.output().equals(Shape.features(scale.classes()))) {
        throw new IllegalArgumentException(
            "they end with %s and not with %d classes; the head needs a classifier"
                .formatted(plan.output(), scale.classes()));
      }
    } catch (IllegalArgumentException e) {
      throw new InputError(
          "the networks of the space %s cannot be built for pictures of %s with %d channels: %s"
              .formatted(space.name(), scale.input(), scale.channels(), e.getMessage()),
          e);
    }
  }

  @Override
  public Plan plan(Architecture architecture) {
    space.checkFits(architecture);
    Assembly net = new Assembly(scale, affine, architecture, parts.conventions());
    int x = resized(net);
    x = add(net, parts.stem(), "", x);
    int depth = 0;
    NetworkPart.Flow flow = NetworkPart.Flow.of(x);
    for (NetworkPart stage : parts.stages()) {
      flow = stage.add(net, flow);
      depth += stage.depth(net);
    }
    x = flow.last();
    String suffix = parts.headPerDepth() ? Integer.toString(depth) : "";
    if (parts.head().isEmpty()) {
      net.layers().head("head" + suffix, x, scale.classes());
    } else {
      add(net, parts.head(), suffix, x);
    }
    return net.build();
  }

  private int resized(Assembly net) {
    int side = net.at(parts.resolution());
    Shape input = scale.input();
    boolean hasSide = input.height() == side && input.width() == side;
    if (side == 0 || hasSide) {
      return 0;
    }
    return net.layers().add("resize", new Op.Resize(side, side), input.channels(), 0);
  }

  private static int add(Assembly net, List<NetworkParts.Piece> pieces, String suffix, int input) {
    int x = input;
    for (NetworkParts.Piece piece : pieces) {
      Block.Fit fit = new Block.Fit(net.channels(x), 1);
      x = piece.block().add(net, piece.path() + suffix, x, fit);
    }
    return x;
  }
}
