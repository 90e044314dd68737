package io.espalier.data.folder;

import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.LazyImageSource;
import io.espalier.data.Strata;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A folder with one sub-folder of JPEG or PNG images per class; divided into parts by folders one
 * level above ({@link FolderParts}), or by a seeded random split.
 */
public final class ImageFolder {

  private ImageFolder() {}

  /**
   * Opens a folder: lists the files of all parts without reading any.
   *
   * @param name the name that opens it again
   * @throws InputError if it is not there, or not divided as expected
   */
  public static ImageSource open(String name, Path folder, DataOptions options, Progress progress) {
    if (!Files.isDirectory(folder)) {
      throw new InputError(
          "%s is %s; expected a folder with one sub-folder of images per class"
              .formatted(folder, Files.exists(folder) ? "a file" : "not there"));
    }
    Optional<FolderParts> parts = FolderParts.of(folder);
    if (parts.isPresent()) {
      return divided(name, parts.get(), options, progress);
    }
    FolderListing all = FolderListing.of(folder);
    Strata.Halves halves =
        Strata.halves(
            all.labelArray(), options.testFraction(), options.testSeed(), all.classes()::get);
    Arrays.sort(halves.kept);
    Arrays.sort(halves.held);
    FolderListing training = all.only(halves.kept);
    FolderListing test = all.only(halves.held);
    return new LazyImageSource(
        name,
        all.classes(),
        new LazyImageSource.Readers(
            () -> readTraining(training, options, progress),
            Optional.empty(),
            form -> read(test, form, options, progress),
            form -> check(test, form, options, progress)),
        "class folders; a share that is always the same is the test");
  }

  private static ImageSource divided(
      String name, FolderParts parts, DataOptions options, Progress progress) {
    FolderListing training = FolderListing.of(parts.training());
    FolderListing test = FolderListing.of(parts.test()).labelledBy(training.classes());
    Optional<FolderListing> validation =
        parts.validation().map(part -> FolderListing.of(part).labelledBy(training.classes()));
    return new LazyImageSource(
        name,
        training.classes(),
        new LazyImageSource.Readers(
            () -> {
              if (parts.isSurprising()) {
                progress.say(training.folder().getParent() + ": " + parts.text());
              }
              return readTraining(training, options, progress);
            },
            validation.map(part -> form -> read(part, form, options, progress)),
            form -> read(test, form, options, progress),
            form -> check(test, form, options, progress)),
        parts.text());
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
    if (listing.deadLinks() > 0) {
      progress.say(
          "%s: ignored %d links that lead nowhere"
              .formatted(listing.folder(), listing.deadLinks()));
    }
    return new FolderReader(wanted, progress).read(options.size());
  }

  private static ImageSet read(
      FolderListing listing, ImageSet form, DataOptions options, Progress progress) {
    return new FolderReader(listing, progress).readAs(form, options.size() > 0);
  }

  private static String check(
      FolderListing listing, ImageSet form, DataOptions options, Progress progress) {
    new FolderReader(listing, progress).check(form, options.size() > 0);
    List<String> missing =
        IntStream.range(0, listing.classes().size())
            .filter(label -> !listing.labels().contains(label))
            .mapToObj(listing.classes()::get)
            .toList();
    return "%d images%s"
        .formatted(
            listing.files().size(),
            missing.isEmpty() ? "" : ", but none of " + String.join(", ", missing));
  }
}
