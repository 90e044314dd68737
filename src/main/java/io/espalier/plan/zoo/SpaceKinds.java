package io.espalier.plan.zoo;

import static io.espalier.plan.zoo.SpaceKind.Input.IMAGES;
import static io.espalier.plan.zoo.SpaceKind.Input.TEXTS;

import io.espalier.catalogue.Catalogue;
import io.espalier.space.zoo.NasBench101Space;
import io.espalier.space.zoo.NasBench201Space;
import io.espalier.space.zoo.NasNetSpace;
import io.espalier.space.zoo.RecurrentSpace;
import java.util.List;
import java.util.stream.Stream;

/** The spaces that come with the program. */
public final class SpaceKinds {

  /** Spaces that are files, {@code NAME.yaml} beside this class. */
  static final List<String> WRITTEN =
      List.of(
          "macro",
          "convnet",
          "ofa_mobilenetv3",
          "ofa_mobilenetv3_w12",
          "ofa_proxylessnas",
          "proxylessnas",
          "accel_nasbench",
          "mobilenet_v2",
          "mobilenet_v3_large",
          "mobilenet_v3_small",
          "efficientnet_b0",
          "lanet");

  /** Files that can be copied; the first two have code in their place. */
  static final List<String> TEMPLATES =
      Stream.concat(Stream.of(NasBench201Space.NAME, NasNetSpace.NAME), WRITTEN.stream()).toList();

  /** Spaces whose rules for equal networks need code. */
  private static final List<SpaceKind> CODED =
      List.of(
          new SpaceKind(
              NasBench201Space.NAME,
              IMAGES,
              NasBench201Space::new,
              NasBench201Blueprint::new,
              NasBench201Blueprint.PUBLISHED),
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
              RecurrentSpace.NAME,
              TEXTS,
              RecurrentSpace::new,
              (scale, affine) -> new RecurrentBlueprint(scale),
              RecurrentBlueprint.USUAL));

  /** All of them. */
  public static final Catalogue<SpaceKind> ALL =
      new Catalogue<>(
          "space",
          Stream.concat(
                  CODED.stream(), WRITTEN.stream().map(WrittenSpace::new).map(SpaceKind::written))
              .toList());

  private SpaceKinds() {}

  /** The names of those whose networks classify images. */
  public static List<String> imageSpaces() {
    return ALL.entries().stream()
        .filter(kind -> kind.input() == IMAGES)
        .map(SpaceKind::name)
        .toList();
  }
}
