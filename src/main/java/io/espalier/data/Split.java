package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.util.List;

/**
 * A training part divided in two: what networks learn from, and what searches compare them on.
 *
 * <p>The halves share no image, have the classes in the same proportion, and are in random order,
 * so that a part of either from its beginning is a fair sample.
 *
 * @param training for the weights
 * @param validation for the search's estimates
 */
public record Split(ImageSubset training, ImageSubset validation) {

  /**
   * Divides a set; the same set, fraction and seed give the same split.
   *
   * @param classes what classes are called, by label
   * @param validationFraction share of each class that goes to the validation, above 0 and below 1
   * @throws InputError if the fraction is out of range, or a class has fewer than two images
   */
  public static Split of(
      ImageSet images, List<String> classes, double validationFraction, Seed seed) {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new InputError(
          "a validation share of %s is not possible; give one between 0 and 1, for example 0.2"
              .formatted(validationFraction));
    }
    int[] labels = new int[images.count()];
    images.labels().get(0, labels);
    Strata.Halves halves = Strata.halves(labels, validationFraction, seed, classes::get);
    Strata.shuffle(halves.kept, seed.derive("training").generator());
    Strata.shuffle(halves.held, seed.derive("validation").generator());
    return new Split(ImageSubset.of(images, halves.kept), ImageSubset.of(images, halves.held));
  }
}
