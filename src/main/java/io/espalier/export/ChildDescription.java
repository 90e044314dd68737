package io.espalier.export;

import io.espalier.data.ImageSet;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.provenance.Provenance;
import java.util.List;
import java.util.Objects;

/**
 * What a child is apart from its plan and weights: everything needed to use it alone, and to know
 * where it comes from.
 *
 * @param space the name of its search space
 * @param architecture its id in that space
 * @param mask its bits, as {@code 0} and {@code 1}
 * @param scale how large its space's networks were built
 * @param normalisation what is done to images before it sees them
 * @param classes the names of the classes, by label
 * @param provenance what its weights were made from
 */
public record ChildDescription(
    String space,
    String architecture,
    String mask,
    Scale scale,
    Normalisation normalisation,
    List<String> classes,
    Provenance provenance) {

  public ChildDescription {
    classes = List.copyOf(classes);
    Objects.requireNonNull(provenance, "provenance");
    if (normalisation.mean().size() != scale.input().channels()) {
      throw new IllegalArgumentException(
          "the normalisation is for %d channels, the images have %d"
              .formatted(normalisation.mean().size(), scale.input().channels()));
    }
    if (classes.size() != scale.classes()) {
      throw new IllegalArgumentException(
          "%d names for %d classes".formatted(classes.size(), scale.classes()));
    }
  }

  /**
   * Refuses a child that reads a text.
   *
   * @param what what is for images only
   * @throws InputError if it does
   */
  public void requireImages(String what) {
    if (scale.input().values() == 1) {
      throw new InputError(
          "%s is for images, but child %s of %s reads a text; espalier eval --child measures it, and espalier retrain --work-dir trains it in the run it comes from"
              .formatted(what, architecture, space));
    }
  }

  /**
   * Checks that images can be given to the child.
   *
   * @param names the names of their classes, by label
   * @throws InputError if they are of another shape or have other classes
   */
  public void checkFits(ImageSet images, List<String> names) {
    Shape shape = new Shape(images.channels(), images.height(), images.width());
    if (!shape.equals(scale.input())) {
      throw new InputError(
          ("the images are %s (channels, rows, columns), but child %s takes %s; bring them to its"
                  + " size with data.image_size, or give other images")
              .formatted(shape, architecture, scale.input()));
    }
    if (!names.equals(classes)) {
      throw new InputError(
          "the images have the classes %s, but child %s knows %s; give the data it was made for"
              .formatted(names, architecture, classes));
    }
  }

  /** This description with another origin. */
  public ChildDescription withProvenance(Provenance origin) {
    return new ChildDescription(space, architecture, mask, scale, normalisation, classes, origin);
  }
}
