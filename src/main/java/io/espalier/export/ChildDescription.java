package io.espalier.export;

import io.espalier.data.ImageSet;
import io.espalier.data.Normalisation;
import io.espalier.data.PictureForm;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.provenance.Provenance;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The description of a child apart from its plan and weights: everything needed to use it alone and
 * to know its origin.
 *
 * @param space the name of its search space
 * @param architecture its id in that space
 * @param mask its bits, as {@code 0} and {@code 1}
 * @param scale the size at which its space's networks were built
 * @param normalisation the normalisation of its input images
 * @param classes the names of the classes, by label
 * @param provenance the origin of its weights
 */
public record ChildDescription(
    String space,
    String architecture,
    String mask,
    Scale scale,
    Normalisation normalisation,
    List<String> classes,
    Provenance provenance) {

  /**
   * These appear in generated programs, so they must not contain anything that could end a comment.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,10000}");

  public ChildDescription {
    classes = List.copyOf(classes);
    for (String name : List.of(space, architecture)) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a space and an architecture are called by letters, digits, '_', '.' and '-' only");
      }
    }
    Objects.requireNonNull(provenance, "provenance");
    if (!Architecture.isId(architecture)) {
      throw new IllegalArgumentException("'%s' is no architecture id".formatted(architecture));
    }
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

  /** The description of an architecture that {@code blueprint} builds. */
  public static ChildDescription of(
      Blueprint blueprint,
      Architecture architecture,
      Normalisation normalisation,
      List<String> classes,
      Provenance provenance) {
    return new ChildDescription(
        blueprint.space().name(),
        architecture.id(),
        Mask.of(blueprint.space(), architecture).toString(),
        blueprint.scale(),
        normalisation,
        classes,
        provenance);
  }

  /**
   * Checks that the child accepts images like these.
   *
   * @param names the names of their classes, by label
   * @throws InputError if they have another shape or other classes, or the child reads texts
   */
  public void checkFits(ImageSet images, List<String> names) {
    if (scale.input().values() == 1) {
      throw new InputError(
          "child %s of %s reads text, but the data are images; give the text it was made for"
              .formatted(architecture, space));
    }
    Shape shape = new Shape(images.channels(), images.height(), images.width());
    if (!shape.equals(scale.input())) {
      throw new InputError(
          "the images have %s, but child %s takes %s; %s"
              .formatted(picture(shape), architecture, picture(scale.input()), remedy(shape)));
    }
    if (!names.equals(classes)) {
      throw new InputError(
          "the images have the classes %s, but child %s knows %s; give the data it was made for"
              .formatted(names, architecture, classes));
    }
  }

  private String remedy(Shape given) {
    Shape own = scale.input();
    boolean helps =
        own.height() == own.width() && !given.equals(own.withChannels(given.channels()));
    return helps
        ? "bring them to an image size of %d".formatted(own.height())
        : "give images like those it was made for";
  }

  private static String picture(Shape shape) {
    return "%d channels of %s"
        .formatted(shape.channels(), ImageSet.picture(shape.width(), shape.height()));
  }

  /**
   * Checks that the child accepts a text.
   *
   * @param text its name in messages
   * @param tokens its vocabulary
   * @throws InputError if the child has another vocabulary, or reads images
   */
  public void checkFits(String text, List<String> tokens) {
    if (!tokens.equals(classes)) {
      throw new InputError(
          "child %s of %s does not know the characters of %s; give the text it was made for"
              .formatted(architecture, space, text));
    }
  }

  /** The size and channels of the child's pictures. */
  public PictureForm pictureForm() {
    Shape input = scale.input();
    return new PictureForm(input.channels(), input.height(), input.width());
  }

  /** This description with another origin. */
  public ChildDescription withProvenance(Provenance origin) {
    return new ChildDescription(space, architecture, mask, scale, normalisation, classes, origin);
  }
}
