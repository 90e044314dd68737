package io.espalier.retrain;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Options;
import java.util.List;

/** The recipes of retrainings that come with the program. */
public final class RecipeKinds {

  /** All of them. */
  public static final Catalogue<RecipeKind> ALL =
      new Catalogue<>(
          "recipe",
          List.of(
              recipe("short", "40 epochs of SGD with a cosine, label smoothing: the default"),
              recipe(
                  "darts",
                  "600 epochs for CIFAR-10 as DARTS and NASNet: cutout, drop path, auxiliary head"),
              recipe(
                  "mobile",
                  "350 epochs as MnasNet and EfficientNet: RMSProp, averaged weights, RandAugment"),
              recipe(
                  "lanet",
                  "1500 epochs for CIFAR-10 as LaNAS: AutoAugment, CutMix, drop path, averaged weights")));

  private RecipeKinds() {}

  private static RecipeKind recipe(String name, String summary) {
    return new RecipeKind(
        name, summary, Options.resource(RecipeKinds.class, "recipe/" + name + ".yaml"));
  }
}
