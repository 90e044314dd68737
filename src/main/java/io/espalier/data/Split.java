package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
   * @param validationFraction share of each class that goes to the validation, above 0 and below 1
   * @throws InputError if the fraction is out of range, or a class has fewer than two images
   */
  public static Split of(ImageSet images, double validationFraction, Seed seed) {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new InputError(
          "a validation share of %s is not possible; give one between 0 and 1, for example 0.2"
              .formatted(validationFraction));
    }
    int[] labels = new int[images.count()];
    images.labels().get(0, labels);
    List<int[]> classes = Strata.positions(labels);
    int[] training = new int[0];
    int[] validation = new int[0];
    for (int c = 0; c < classes.size(); c++) {
      int[] members = classes.get(c).clone();
      if (members.length == 0) {
        continue;
      }
      if (members.length == 1) {
        throw new InputError(
            "class %d has a single training image; at least 2 are needed, one of them to validate"
                .formatted(c));
      }
      Strata.shuffle(members, seed.derive("class").derive(c).generator());
      int held = (int) Math.round(members.length * validationFraction);
      held = Math.max(1, Math.min(members.length - 1, held));
      validation = joined(validation, Arrays.copyOf(members, held));
      training = joined(training, Arrays.copyOfRange(members, held, members.length));
    }
    Strata.shuffle(training, seed.derive("training").generator());
    Strata.shuffle(validation, seed.derive("validation").generator());
    return new Split(ImageSubset.of(images, training), ImageSubset.of(images, validation));
  }

  private static int[] joined(int[] a, int[] b) {
    return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
  }
}
