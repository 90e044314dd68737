package io.espalier.data.augment;

import static io.espalier.data.augment.AugmentOperation.AUTOCONTRAST;
import static io.espalier.data.augment.AugmentOperation.BRIGHTNESS;
import static io.espalier.data.augment.AugmentOperation.COLOUR;
import static io.espalier.data.augment.AugmentOperation.CONTRAST;
import static io.espalier.data.augment.AugmentOperation.EQUALISE;
import static io.espalier.data.augment.AugmentOperation.INVERT;
import static io.espalier.data.augment.AugmentOperation.POSTERISE;
import static io.espalier.data.augment.AugmentOperation.ROTATE;
import static io.espalier.data.augment.AugmentOperation.SHARPNESS;
import static io.espalier.data.augment.AugmentOperation.SHEAR_Y;
import static io.espalier.data.augment.AugmentOperation.SOLARISE;
import static io.espalier.data.augment.AugmentOperation.TRANSLATE_X;
import static io.espalier.data.augment.AugmentOperation.TRANSLATE_Y;

import io.espalier.catalogue.Catalogue;
import java.util.List;

/** The policies that come with the program. */
public final class AugmentPolicies {

  /** Images as they are. */
  public static final AugmentPolicy NONE =
      new AugmentPolicy("none", "images as they are", List.of());

  /** Table 7 of the paper's appendix. */
  private static final AugmentPolicy CIFAR10 =
      new AugmentPolicy(
          "cifar10",
          "AutoAugment's policy for CIFAR-10: 25 pairs of operations",
          List.of(
              part(INVERT, 0.1, 7, CONTRAST, 0.2, 6),
              part(ROTATE, 0.7, 2, TRANSLATE_X, 0.3, 9),
              part(SHARPNESS, 0.8, 1, SHARPNESS, 0.9, 3),
              part(SHEAR_Y, 0.5, 8, TRANSLATE_Y, 0.7, 9),
              part(AUTOCONTRAST, 0.5, 8, EQUALISE, 0.9, 2),
              part(SHEAR_Y, 0.2, 7, POSTERISE, 0.3, 7),
              part(COLOUR, 0.4, 3, BRIGHTNESS, 0.6, 7),
              part(SHARPNESS, 0.3, 9, BRIGHTNESS, 0.7, 9),
              part(EQUALISE, 0.6, 5, EQUALISE, 0.5, 1),
              part(CONTRAST, 0.6, 7, SHARPNESS, 0.6, 5),
              part(COLOUR, 0.7, 7, TRANSLATE_X, 0.5, 8),
              part(EQUALISE, 0.3, 7, AUTOCONTRAST, 0.4, 8),
              part(TRANSLATE_Y, 0.4, 3, SHARPNESS, 0.2, 6),
              part(BRIGHTNESS, 0.9, 6, COLOUR, 0.2, 8),
              part(SOLARISE, 0.5, 2, INVERT, 0.0, 3),
              part(EQUALISE, 0.2, 0, AUTOCONTRAST, 0.6, 0),
              part(EQUALISE, 0.2, 8, EQUALISE, 0.6, 4),
              part(COLOUR, 0.9, 9, EQUALISE, 0.6, 6),
              part(AUTOCONTRAST, 0.8, 4, SOLARISE, 0.2, 8),
              part(BRIGHTNESS, 0.1, 3, COLOUR, 0.7, 0),
              part(SOLARISE, 0.4, 5, AUTOCONTRAST, 0.9, 3),
              part(TRANSLATE_Y, 0.9, 9, TRANSLATE_Y, 0.7, 9),
              part(AUTOCONTRAST, 0.9, 2, SOLARISE, 0.8, 3),
              part(EQUALISE, 0.8, 8, INVERT, 0.1, 3),
              part(TRANSLATE_Y, 0.7, 9, AUTOCONTRAST, 0.9, 1)));

  /** All of them. */
  public static final Catalogue<AugmentPolicy> ALL =
      new Catalogue<>("augmentation policy", List.of(NONE, CIFAR10));

  private AugmentPolicies() {}

  private static List<AugmentPolicy.Step> part(
      AugmentOperation first,
      double firstProbability,
      int firstLevel,
      AugmentOperation second,
      double secondProbability,
      int secondLevel) {
    return List.of(
        new AugmentPolicy.Step(first, firstProbability, firstLevel),
        new AugmentPolicy.Step(second, secondProbability, secondLevel));
  }
}
