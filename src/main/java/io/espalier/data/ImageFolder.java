package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A folder with one sub-folder of JPEG or PNG images per class; divided by sub-folders {@code
 * train} and {@code test} above these, or by a seeded share.
 */
final class ImageFolder {

  private ImageFolder() {}

  /** Opens a folder: lists the files of its training part, reads none. */
  static ImageSource open(Path folder, DataOptions options, Progress progress) {
    if (!Files.isDirectory(folder)) {
      throw new InputError(
          "%s is %s; expected a folder with one sub-folder of images per class"
              .formatted(folder, Files.exists(folder) ? "a file" : "not there"));
    }
    String name = ImageSources.FOLDER_PREFIX + folder;
    Path train = folder.resolve("train");
    Path test = folder.resolve("test");
    if (Files.isDirectory(train) && Files.isDirectory(test)) {
      FolderListing training = FolderListing.of(train);
      return new LazyImageSource(
          name,
          training.classes(),
          () -> readTraining(training, options, progress),
          form ->
              readTest(
                  FolderListing.of(test).labelledBy(training.classes()), form, options, progress));
    }
    if (Stream.of(train, test).anyMatch(Files::isDirectory)) {
      throw new InputError(
          "%s has only one of the sub-folders train and test; add the other, or put the class folders into %s itself"
              .formatted(folder, folder));
    }
    FolderListing all = FolderListing.of(folder);
    Strata.Halves halves =
        Strata.halves(
            all.labelArray(), options.testFraction(), options.testSeed(), all.classes()::get);
    Arrays.sort(halves.kept);
    Arrays.sort(halves.held);
    return new LazyImageSource(
        name,
        all.classes(),
        () -> readTraining(all.only(halves.kept), options, progress),
        form -> readTest(all.only(halves.held), form, options, progress));
  }

  private static ImageSet readTraining(
      FolderListing listing, DataOptions options, Progress progress) {
    FolderListing wanted = listing;
    if (options.trainingLimit() > 0 && options.trainingLimit() < listing.files().size()) {
      wanted = listing.only(Strata.first(listing.labelArray(), options.trainingLimit()));
    }
    if (listing.ignored() > 0) {
      progress.say(
          "%s: ignored %d files that are no JPEG or PNG images in class folders"
              .formatted(listing.folder(), listing.ignored()));
    }
    if (listing.leadingOut() > 0) {
      progress.say(
          "%s: ignored %d links that lead out of the folder"
              .formatted(listing.folder(), listing.leadingOut()));
    }
    return new FolderReader(wanted, progress).read(options.size());
  }

  private static ImageSet readTest(
      FolderListing listing, ImageSet form, DataOptions options, Progress progress) {
    return new FolderReader(listing, progress).readAs(form, options.size() > 0);
  }
}
