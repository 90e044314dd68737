package io.espalier.supernet.check;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import java.util.ArrayList;
import java.util.List;

/** Whole networks, as cases: forward and backward as in a training step. */
public final class NetworkCases {

  private static final int CLASSES = 10;
  private static final int LARGEST_SIDE = 32;

  private NetworkCases() {}

  /**
   * One step of a network of each space.
   *
   * @param channels the channels of the first stage, or the width of a recurrent cell
   * @param side the side of the pictures in pixels
   * @param images the images of the batch; for a text, streams of as many steps as the pictures
   *     have rows
   * @param drawn the number of random architectures of each space
   */
  public static List<CheckCase> steps(int channels, int side, int images, int drawn) {
    List<CheckCase> cases = new ArrayList<>();
    for (SpaceKind space : small(SpaceKinds.ALL.entries())) {
      boolean text = space.input() == SpaceKind.Input.TEXTS;
      Shape input = text ? Shape.features(1) : new Shape(3, side, side);
      Blueprint blueprint = space.blueprint(new Scale(channels, 1, input, CLASSES), true);
      var random = new Seed(2).derive(space.name()).generator();
      for (int number = 0; number < drawn; number++) {
        cases.add(of(blueprint, blueprint.space().sample(random), images, text ? side : 1));
      }
    }
    return cases;
  }

  /**
   * Spaces for small pictures with more than one network. The others are too large for plain Java;
   * {@link MobileCases} has what mobile ones are made of.
   */
  static List<SpaceKind> small(List<SpaceKind> spaces) {
    return spaces.stream()
        .filter(space -> space.published().input().height() <= LARGEST_SIDE)
        .filter(space -> space.space().bits() > 1)
        .toList();
  }

  /** A small network with every kind of layer that halves a picture. */
  public static CheckCase small() {
    Blueprint blueprint =
        SpaceKinds.ALL.named("macro").blueprint(new Scale(8, 1, new Shape(3, 14, 14), CLASSES));
    return of(blueprint, Architecture.of("macro", 0, 1, 0, 0, 1, 1, 0, 0), 16, 1);
  }

  private static CheckCase of(
      Blueprint blueprint, Architecture architecture, int images, int steps) {
    Scale scale = blueprint.scale();
    return new CheckCase(
        "a training step of %s %s, %d channels, %s, %d images"
            .formatted(
                blueprint.space().name(),
                architecture.id(),
                scale.channels(),
                steps > 1 ? steps + " tokens" : scale.input(),
                images),
        blueprint.plan(architecture).live(),
        images,
        steps,
        Mode.TRAINING,
        true);
  }
}
