package io.espalier.plan.zoo;

import static io.espalier.plan.zoo.SpaceKind.Input.IMAGES;
import static io.espalier.plan.zoo.SpaceKind.Input.TEXTS;

import io.espalier.catalogue.Catalogue;
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
              written("macro"),
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
              written("convnet"),
              new SpaceKind(
                  RecurrentSpace.NAME,
                  TEXTS,
                  RecurrentSpace::new,
                  (scale, affine) -> new RecurrentBlueprint(scale),
                  RecurrentBlueprint.USUAL),
              written("ofa_mobilenetv3"),
              written("ofa_mobilenetv3_w12"),
              written("ofa_proxylessnas"),
              written("proxylessnas"),
              written("accel_nasbench"),
              written("mobilenet_v2"),
              written("mobilenet_v3_large"),
              written("mobilenet_v3_small"),
              written("efficientnet_b0")));

  private SpaceKinds() {}

  private static SpaceKind written(String name) {
    return SpaceKind.written(new WrittenSpace(name));
  }

  /** The names of those whose networks classify images. */
  public static List<String> imageSpaces() {
    return ALL.entries().stream()
        .filter(kind -> kind.input() == IMAGES)
        .map(SpaceKind::name)
        .toList();
  }
}
