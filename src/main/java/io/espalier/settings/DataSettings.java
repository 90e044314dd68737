package io.espalier.settings;

import io.espalier.data.Augmentation;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The images or the text, and their preparation. */
@RecordBuilder
public record DataSettings(
    String source,
    String folder,
    int imageSize,
    int trainingImages,
    double testFraction,
    double validationFraction,
    int cropPadding,
    boolean flip,
    int cutout,
    double cropArea,
    double colourJitter,
    int memoryMb,
    double brokenShare,
    int sequenceLength)
    implements DataSettingsBuilder.With {

  public DataSettings {
    Checks.between("data.test_fraction", testFraction, 0, 1);
    Checks.between("data.validation_fraction", validationFraction, 0, 1);
  }

  /** The augmentation of training images. */
  public Augmentation augmentation() {
    return new Augmentation(cropPadding, flip, cutout).with(cropArea, colourJitter);
  }
}
