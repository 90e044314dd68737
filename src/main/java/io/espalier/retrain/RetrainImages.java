package io.espalier.retrain;

import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSubset;
import io.espalier.data.Split;
import java.util.List;
import java.util.function.Supplier;

/**
 * The images of a retraining, in three disjoint parts.
 *
 * @param training the images to train on
 * @param validation the images for choosing the best checkpoint
 * @param test supplies the test images; called once, when everything is decided
 * @param classes the names of the classes, by label
 */
public record RetrainImages(
    ImageSubset training, ImageSubset validation, Supplier<ImageSet> test, List<String> classes) {

  public RetrainImages {
    classes = List.copyOf(classes);
  }

  /** The images of a source whose training part is split like this. */
  public static RetrainImages of(ImageSource source, Split split) {
    return new RetrainImages(split.training(), split.validation(), source::test, source.classes());
  }
}
