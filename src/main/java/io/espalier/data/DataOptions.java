package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How a source is read.
 *
 * @param folder where the files of a named data set lie; empty to look in the well-known folders
 * @param size side in pixels to which every image is brought; 0 to keep them as they are
 * @param trainingLimit use only this many training images, the first of each class in proportion; 0
 *     for all
 * @param testFraction share of an image folder without {@code train} and {@code test}, or of a
 *     text, that is set aside for the test
 * @param testSeed the seed that picks this share; not the run's seed, so that no image ever moves
 *     from the test of one run to the training of another
 * @param folders how image folders are read
 */
public record DataOptions(
    Optional<Path> folder,
    int size,
    int trainingLimit,
    double testFraction,
    Seed testSeed,
    FolderOptions folders) {

  /** All images as they are; a sixth of an undivided folder is for the test. */
  public static final DataOptions DEFAULT =
      new DataOptions(Optional.empty(), 0, 0, 1.0 / 6, new Seed(0), FolderOptions.DEFAULT);

  /** The sides that images can be brought to. */
  private static final int SMALLEST_SIZE = 4;

  private static final int LARGEST_SIZE = 1024;

  public DataOptions {
    if (size != 0 && (size < SMALLEST_SIZE || size > LARGEST_SIZE)) {
      throw new InputError(
          "image size %d is not possible; allowed are %d to %d pixels, or 0 for the images' own"
              .formatted(size, SMALLEST_SIZE, LARGEST_SIZE));
    }
    if (trainingLimit < 0) {
      throw new InputError(
          "a limit of %d training images is not possible; give 0 for all".formatted(trainingLimit));
    }
    if (!(testFraction > 0 && testFraction < 1)) {
      throw new InputError(
          String.format(
              Locale.ROOT,
              "a test share of %s is not possible; give one between 0 and 1, for example 0.2",
              testFraction));
    }
  }

  /** As above, with the defaults of image folders. */
  public DataOptions(
      Optional<Path> folder, int size, int trainingLimit, double testFraction, Seed testSeed) {
    this(folder, size, trainingLimit, testFraction, testSeed, FolderOptions.DEFAULT);
  }

  /** These options with the files in {@code path}. */
  public DataOptions withFolder(Path path) {
    return new DataOptions(Optional.of(path), size, trainingLimit, testFraction, testSeed, folders);
  }

  /** These options with images of {@code pixels} by {@code pixels}; 0 for their own size. */
  public DataOptions withSize(int pixels) {
    return new DataOptions(folder, pixels, trainingLimit, testFraction, testSeed, folders);
  }

  /** These options with folders that are read in another way. */
  public DataOptions withFolders(FolderOptions other) {
    return new DataOptions(folder, size, trainingLimit, testFraction, testSeed, other);
  }

  /** These options with at most {@code images} training images; 0 for all. */
  public DataOptions withTrainingLimit(int images) {
    return new DataOptions(folder, size, images, testFraction, testSeed, folders);
  }
}
