package io.espalier.data.folder;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import io.espalier.file.Sha256;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What was found in a part of an image folder, kept in files so that it need not be read again:
 * {@code pictures.csv} with a row for each picture, {@code folders.csv} by which changes are
 * noticed, and {@code broken.csv} with the pictures that cannot be used.
 */
final class FolderCache {

  private static final String PICTURES = "pictures.csv";
  private static final String FOLDERS = "folders.csv";
  private static final String BROKEN = "broken.csv";
  private static final String REMEDY = "remove its folder to have the pictures listed anew";

  private final Path part;
  private final Path home;

  /**
   * Of a part of an image folder.
   *
   * @param cache the folder of all such files
   */
  FolderCache(Path part, Path cache) {
    this.part = part;
    try {
      String path = part.toRealPath().toString();
      this.home = cache.resolve("folders").resolve(Sha256.of(path).substring(0, 16));
    } catch (IOException e) {
      throw new InputError("cannot read the folder %s: %s".formatted(part, e.getMessage()), e);
    }
  }

  /** The file that names the pictures that cannot be used. */
  Path brokenFile() {
    return home.resolve(BROKEN);
  }

  /** The file that lists all pictures. */
  Path pictureFile() {
    return home.resolve(PICTURES);
  }

  /**
   * What was found before; empty if nothing was, or the folder has changed.
   *
   * @param now when its folders were last changed
   */
  Optional<PictureIndex> read(FolderStamps now, Progress progress) {
    if (!Files.exists(pictureFile())) {
      return Optional.empty();
    }
    try {
      List<List<String>> before =
          Csv.read(home.resolve(FOLDERS), FolderStamps.COLUMNS, row -> row, REMEDY);
      return before.equals(now.lines()) ? Optional.of(readPictures()) : Optional.empty();
    } catch (InputError e) {
      progress.say("%s is listed anew: %s".formatted(part, e.getMessage()));
      return Optional.empty();
    }
  }

  private PictureIndex readPictures() {
    List<String> names = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<PictureIndex.Found> found = new ArrayList<>();
    Map<Integer, String> classes = new TreeMap<>();
    Csv.read(
        pictureFile(),
        PictureIndex.COLUMNS,
        row -> {
          names.add(PictureIndex.unescaped(row.get(0)));
          labels.add(Integer.valueOf(row.get(2)));
          classes.put(Integer.valueOf(row.get(2)), row.get(1));
          found.add(PictureIndex.found(row));
          return true;
        },
        REMEDY);
    List<Path> files = lazy(names.size(), n -> part.resolve(names.get(n)));
    FolderListing listing =
        new FolderListing(part, List.copyOf(classes.values()), files, labels, 0, 0);
    PictureIndex index = new PictureIndex(listing);
    for (int n = 0; n < found.size(); n++) {
      index.put(n, found.get(n));
    }
    return index;
  }

  /** Keeps what was found. */
  void write(PictureIndex index, FolderStamps stamps) {
    int count = index.listing().files().size();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(PICTURES, Csv.text(PictureIndex.COLUMNS, lazy(count, index::row)));
    texts.put(FOLDERS, Csv.text(FolderStamps.COLUMNS, stamps.lines()));
    create();
    HashedFile.writeAll(home, texts);
  }

  /**
   * Names the pictures that cannot be used.
   *
   * @param rows the name of each, and why
   */
  Path writeBroken(List<List<String>> rows) {
    create();
    HashedFile.write(brokenFile(), Csv.text(List.of("picture", "problem"), rows));
    return brokenFile();
  }

  private void create() {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new InputError(
          "cannot create %s, where pictures are listed: %s; set ESPALIER_CACHE to a folder that can be written"
              .formatted(home, e.getMessage()),
          e);
    }
  }

  /** A list of what is made when it is asked for: a million rows are not all there at once. */
  private static <T> List<T> lazy(int size, IntFunction<T> element) {
    final class Lazy extends AbstractList<T> implements RandomAccess {
      @Override
      public T get(int n) {
        return element.apply(n);
      }

      @Override
      public int size() {
        return size;
      }
    }

    return new Lazy();
  }
}
