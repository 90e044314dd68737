package io.espalier.plan.zoo;

import static io.espalier.plan.zoo.SpaceKind.Input.IMAGES;
import static io.espalier.plan.zoo.SpaceKind.Input.TEXTS;

import io.espalier.catalogue.Catalogue;
import io.espalier.space.zoo.ConvNetSpace;
import io.espalier.space.zoo.MacroSpace;
import io.espalier.space.zoo.NasBench101Space;
import io.espalier.space.zoo.NasBench201Space;
import io.espalier.space.zoo.NasNetSpace;
import io.espalier.space.zoo.RecurrentSpace;
import java.util.List;

/** The spaces that come with the program. */
public final class SpaceKinds {

  /** All of them. */
  public static final Catalogue<SpaceKind> ALL =
      new Catalogue<>(
          "space",
          List.of(
              new SpaceKind(
                  NasBench201Space.NAME,
                  IMAGES,
                  NasBench201Space::new,
                  NasBench201Blueprint::new,
                  NasBench201Blueprint.PUBLISHED),
              new SpaceKind(
                  MacroSpace.NAME,
                  IMAGES,
                  MacroSpace::new,
                  MacroBlueprint::new,
                  MacroBlueprint.PUBLISHED),
              new SpaceKind(
                  NasNetSpace.NAME,
                  IMAGES,
                  NasNetSpace::new,
                  NasNetBlueprint::new,
                  NasNetBlueprint.PUBLISHED),
              new SpaceKind(
                  NasBench101Space.NAME,
                  IMAGES,
                  NasBench101Space::new,
                  NasBench101Blueprint::new,
                  NasBench101Blueprint.PUBLISHED),
              new SpaceKind(
                  ConvNetSpace.NAME,
                  IMAGES,
                  ConvNetSpace::new,
                  ConvNetBlueprint::new,
                  ConvNetBlueprint.USUAL),
              new SpaceKind(
                  RecurrentSpace.NAME,
                  TEXTS,
                  RecurrentSpace::new,
                  (scale, affine) -> new RecurrentBlueprint(scale),
                  RecurrentBlueprint.USUAL),
              SpaceKind.written("ofa_mobilenetv3"),
              SpaceKind.written("ofa_mobilenetv3_w12"),
              SpaceKind.written("ofa_proxylessnas"),
              SpaceKind.written("proxylessnas"),
              SpaceKind.written("accel_nasbench"),
              SpaceKind.written("mobilenet_v2"),
              SpaceKind.written("mobilenet_v3_large"),
              SpaceKind.written("mobilenet_v3_small"),
              SpaceKind.written("efficientnet_b0")));

  private SpaceKinds() {}

  /** The names of those whose networks classify images. */
  public static List<String> imageSpaces() {
    return ALL.entries().stream()
        .filter(kind -> kind.input() == IMAGES)
        .map(SpaceKind::name)
        .toList();
  }
}
