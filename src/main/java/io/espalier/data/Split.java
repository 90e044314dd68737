package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A training part divided in two: one part to train networks on and one to compare them on in
 * searches.
 *
 * <p>The halves share no image, have the classes in the same proportion, and are in random order,
 * so that any prefix of either is a fair sample.
 *
 * @param training the images that weights are trained on
 * @param validation the images for the search's estimates
 */
public record Split(ImageSubset training, ImageSubset validation) {

  /**
   * Divides a set; the same set, fraction and seed give the same split.
   *
   * @param classes the names of the classes, by label
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

  /** A split that came with the images; also put in random order. */
  public static Split given(ImageSet training, ImageSet validation, Seed seed) {
    return new Split(
        shuffled(training, seed.derive("training")),
        shuffled(validation, seed.derive("validation")));
  }

  private static ImageSubset shuffled(ImageSet images, Seed seed) {
    int[] order = IntStream.range(0, images.count()).toArray();
    Strata.shuffle(order, seed.generator());
    return ImageSubset.of(images, order);
  }
}
