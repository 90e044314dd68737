package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.space.zoo.ConvNetSpace;
import io.espalier.space.zoo.MacroSpace;
import io.espalier.space.zoo.NasBench101Space;
import io.espalier.space.zoo.NasBench201Space;
import io.espalier.space.zoo.NasNetSpace;
import io.espalier.space.zoo.RecurrentSpace;
import io.espalier.space.zoo.Spaces;

/** The built-in blueprints by the name of their space. */
public final class Blueprints {

  private Blueprints() {}

  /**
   * The blueprint of a space at this size, with affine batch norms.
   *
   * @throws InputError if there is no such space (the message lists those there are), or the size
   *     does not suit it
   */
  public static Blueprint named(String space, Scale scale) {
    return named(space, scale, true);
  }

  /**
   * The blueprint of a space at this size.
   *
   * @param affine whether batch norms learn a scale and a shift
   * @throws InputError if there is no such space (the message lists those there are), or the size
   *     does not suit it
   */
  public static Blueprint named(String space, Scale scale, boolean affine) {
    return switch (space) {
      case NasBench201Space.NAME -> new NasBench201Blueprint(scale, affine);
      case MacroSpace.NAME -> new MacroBlueprint(scale, affine);
      case NasNetSpace.NAME -> new NasNetBlueprint(scale, affine);
      case NasBench101Space.NAME -> new NasBench101Blueprint(scale, affine);
      case ConvNetSpace.NAME -> new ConvNetBlueprint(scale, affine);
      case RecurrentSpace.NAME -> new RecurrentBlueprint(scale);
      default -> throw InputError.unknown("space", space, Spaces.NAMES);
    };
  }

  /**
   * The size at which a space was published, for CIFAR-10, or is usual.
   *
   * @throws InputError if there is no such space; the message lists those there are
   */
  public static Scale publishedScale(String space) {
    return switch (space) {
      case NasBench201Space.NAME -> NasBench201Blueprint.PUBLISHED;
      case MacroSpace.NAME -> MacroBlueprint.PUBLISHED;
      case NasNetSpace.NAME -> NasNetBlueprint.PUBLISHED;
      case NasBench101Space.NAME -> NasBench101Blueprint.PUBLISHED;
      case ConvNetSpace.NAME -> ConvNetBlueprint.USUAL;
      case RecurrentSpace.NAME -> RecurrentBlueprint.USUAL;
      default -> throw InputError.unknown("space", space, Spaces.NAMES);
    };
  }
}
