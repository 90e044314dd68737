package io.espalier.data.folder;

import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.LazyImageSource;
import io.espalier.data.PictureForm;
import io.espalier.data.Strata;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A folder with one sub-folder of JPEG or PNG images per class; divided into parts by folders one
 * level above ({@link FolderParts}), or by a seeded random split.
 */
public final class ImageFolder {

  private final DataOptions options;
  private final Progress progress;

  private ImageFolder(DataOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

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
    Executor readers = DecodingThreads.lasting();
    Function<Path, FolderPart> opener =
        part -> FolderPart.of(part, options.folders(), readers, progress);
    ImageFolder images = new ImageFolder(options, progress);
    Optional<FolderParts> parts = FolderParts.of(folder);
    return parts.isPresent()
        ? images.divided(name, parts.get(), opener)
        : images.undivided(name, opener.apply(folder));
  }

  private ImageSource undivided(String name, FolderPart all) {
    Strata.Halves halves =
        Strata.halves(
            all.listing().labelArray(),
            options.testFraction(),
            options.testSeed(),
            all.listing().classes()::get);
    Arrays.sort(halves.kept);
    Arrays.sort(halves.held);
    return new LazyImageSource(
        name,
        all.listing().classes(),
        new LazyImageSource.Readers(
            () -> readTraining(all, halves.kept),
            Optional.empty(),
            form -> read(all, halves.held, form),
            form -> check(all, halves.held, form)),
        "class folders; a share that is always the same is the test");
  }

  private ImageSource divided(String name, FolderParts parts, Function<Path, FolderPart> opener) {
    FolderPart training = opener.apply(parts.training());
    List<String> classes = training.listing().classes();
    FolderPart test = opener.apply(parts.test()).labelledBy(classes);
    Optional<FolderPart> validation =
        parts.validation().map(part -> opener.apply(part).labelledBy(classes));
    return new LazyImageSource(
        name,
        classes,
        new LazyImageSource.Readers(
            () -> {
              if (parts.isSurprising()) {
                progress.say(name + ": " + parts.text());
              }
              return readTraining(training, all(training));
            },
            validation.map(part -> form -> read(part, all(part), form)),
            form -> read(test, all(test), form),
            form -> check(test, all(test), form)),
        parts.text());
  }

  private static int[] all(FolderPart part) {
    return IntStream.range(0, part.listing().files().size()).toArray();
  }

  private ImageSet readTraining(FolderPart part, int[] places) {
    FolderListing listing = part.listing();
    int[] wanted = places;
    if (options.trainingLimit() > 0 && options.trainingLimit() < places.length) {
      int[] labels = IntStream.of(places).map(listing.labels()::get).toArray();
      wanted =
          IntStream.of(Strata.first(labels, options.trainingLimit())).map(n -> places[n]).toArray();
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
    FolderReader reader = part.reader(wanted);
    PictureForm form = reader.probe(options.size()).picture();
    if (!part.streams(form, wanted.length)) {
      return reader.read(options.size());
    }
    PictureForm whole = new PictureForm(part.channels(wanted), form.height(), form.width());
    return part.streamed(wanted, whole, options.size() > 0, true);
  }

  private ImageSet read(FolderPart part, int[] places, ImageSet like) {
    PictureForm form = new PictureForm(like.channels(), like.height(), like.width());
    return part.streams(form, places.length)
        ? part.streamed(places, form, options.size() > 0, false)
        : part.reader(places).readAs(like, options.size() > 0);
  }

  private String check(FolderPart part, int[] places, ImageSet like) {
    PictureForm form = new PictureForm(like.channels(), like.height(), like.width());
    int count = places.length;
    if (part.streams(form, places.length)) {
      count = part.streamed(places, form, options.size() > 0, false).count();
    } else {
      count -= part.reader(places).check(like, options.size() > 0);
    }
    FolderListing listing = part.listing();
    Set<Integer> there =
        IntStream.of(places).mapToObj(listing.labels()::get).collect(Collectors.toSet());
    List<String> missing =
        IntStream.range(0, listing.classes().size())
            .filter(label -> !there.contains(label))
            .mapToObj(listing.classes()::get)
            .toList();
    return "%d images%s"
        .formatted(count, missing.isEmpty() ? "" : ", but none of " + String.join(", ", missing));
  }
}
