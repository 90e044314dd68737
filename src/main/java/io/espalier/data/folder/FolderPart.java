package io.espalier.data.folder;

import io.espalier.data.FolderOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.Picture;
import io.espalier.data.PictureDecoder;
import io.espalier.data.PictureForm;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** The pictures of one part of an image folder: in memory if they fit there, else streamed. */
final class FolderPart {

  private final FolderListing listing;
  private final FolderStamps stamps;
  private final FolderCache cache;
  private final FolderOptions options;
  private final Executor readers;
  private final Progress progress;
  private Optional<PictureIndex> index;

  private FolderPart(
      FolderListing listing,
      FolderStamps stamps,
      FolderCache cache,
      FolderOptions options,
      Executor readers,
      Progress progress,
      Optional<PictureIndex> index) {
    this.listing = listing;
    this.stamps = stamps;
    this.cache = cache;
    this.options = options;
    this.readers = readers;
    this.progress = progress;
    this.index = index;
  }

  /**
   * Lists a part: from the files of an earlier run if it has not changed since.
   *
   * @param readers threads that decode pictures
   * @throws InputError if it cannot be read, or its pictures have no classes
   */
  static FolderPart of(Path folder, FolderOptions options, Executor readers, Progress progress) {
    FolderStamps stamps = FolderStamps.of(folder);
    FolderCache cache = new FolderCache(folder, options.cache());
    Optional<PictureIndex> index = cache.read(stamps, progress);
    FolderListing listing =
        index.map(PictureIndex::listing).orElseGet(() -> FolderListing.of(folder));
    return new FolderPart(listing, stamps, cache, options, readers, progress, index);
  }

  /** All its pictures, whether they can be used or not. */
  FolderListing listing() {
    return listing;
  }

  /** The same pictures with the labels of other classes. */
  FolderPart labelledBy(List<String> classes) {
    return new FolderPart(
        listing.labelledBy(classes), stamps, cache, options, readers, progress, index);
  }

  /** The reader of some pictures into memory. */
  FolderReader reader(int[] places) {
    return new FolderReader(listing.only(places), options.brokenShare(), cache, progress);
  }

  /** Whether so many pictures of this form are too many for the memory. */
  boolean streams(PictureForm form, int pictures) {
    return (long) form.bytes() * pictures > options.memoryBytes();
  }

  /**
   * Some pictures, streamed; those that are broken are left out.
   *
   * @param places which ones, in their order
   * @param form the form that they are brought to; without channels, those of the pictures
   * @param resize whether pictures of another size are brought to this one, or refused
   * @param keep whether some are kept in memory
   * @throws InputError if too many are broken, or some of another size; the message names them
   */
  ImageSet streamed(int[] places, PictureForm form, boolean resize, boolean keep) {
    PictureIndex known = index();
    BrokenPictures broken = new BrokenPictures(listing, places.length, options.brokenShare());
    int[] good =
        IntStream.of(places)
            .filter(
                place -> {
                  known.problem(place).ifPresent(problem -> broken.add(place, problem));
                  return known.problem(place).isEmpty();
                })
            .toArray();
    if (!resize) {
      IntStream.of(good)
          .filter(p -> known.height(p) != form.height() || known.width(p) != form.width())
          .forEach(p -> broken.addOther(p, ImageSet.picture(known.width(p), known.height(p))));
    }
    broken.settle(form, resize, cache, progress);
    long bytes = keep ? Math.min(options.memoryBytes(), Runtime.getRuntime().maxMemory() / 4) : 0;
    StreamedPixels pixels =
        new StreamedPixels(known, good, form.channels(), cache.pictureFile(), bytes, readers);
    int[] labels = IntStream.of(good).map(listing.labels()::get).toArray();
    return new ImageSet(
        form.channels(), form.height(), form.width(), pixels, IntBuffer.wrap(labels));
  }

  /** The channels of some pictures: 1 if all that can be used are grey, else 3. */
  int channels(int[] places) {
    PictureIndex known = index();
    return IntStream.of(places).map(known::channels).max().orElse(1) > 1 ? 3 : 1;
  }

  private PictureIndex index() {
    if (index.isEmpty()) {
      PictureIndex made = new PictureIndex(listing);
      DecodingThreads.run(listing, "list", progress, this::look)
          .forEach(found -> found.putInto(made));
      cache.write(made, stamps);
      index = Optional.of(made);
    }
    return index.get();
  }

  /** What was found from one place on. */
  private record Chunk(int first, List<PictureIndex.Found> found) {

    void putInto(PictureIndex index) {
      for (int n = 0; n < found.size(); n++) {
        index.put(first + n, found.get(n));
      }
    }
  }

  private Chunk look(int first, int end) {
    PictureDecoder decoder = new PictureDecoder();
    List<PictureIndex.Found> found = new ArrayList<>();
    for (int n = first; n < end; n++) {
      found.add(look(listing.files().get(n), decoder));
    }
    return new Chunk(first, found);
  }

  private static PictureIndex.Found look(Path file, PictureDecoder decoder) {
    byte[] bytes = new byte[0];
    try {
      bytes = Files.readAllBytes(file);
      Picture picture = decoder.whole(bytes);
      return new PictureIndex.Found(
          bytes.length,
          Sha256.begin().digest(bytes),
          picture.height(),
          picture.width(),
          picture.channels(),
          Optional.empty());
    } catch (IOException e) {
      return new PictureIndex.Found(
          bytes.length, Sha256.begin().digest(bytes), 0, 0, 0, Optional.of(PictureForm.reason(e)));
    }
  }
}
