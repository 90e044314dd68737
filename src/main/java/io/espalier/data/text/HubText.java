package io.espalier.data.text;

import ai.djl.Application;
import ai.djl.repository.Repository;
import io.espalier.data.DatasetFolders;
import io.espalier.data.HubDownload;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text that comes in three files, for training, comparison and test; downloaded from DJL's hub if
 * no folder has them. It is read character by character, without any changes.
 *
 * @param name its name as a source of data
 * @param artifact the hub's name for it
 * @param parts for training, comparison and test, in this order
 */
record HubText(String name, String artifact, List<Crop> parts) {

  /** The verified articles of Wikipedia of Merity et al. (2016): 13 million characters. */
  static final HubText WIKITEXT_2 =
      new HubText(
          "wikitext-2",
          "wikitext-2",
          List.of(wiki("wiki.train.tokens"), wiki("wiki.valid.tokens"), wiki("wiki.test.tokens")));

  /** The Wall Street Journal as Mikolov et al. (2010) prepared it: 6 million characters. */
  static final HubText PENN_TREEBANK =
      new HubText(
          "penn-treebank",
          "penntreebank-unlabeled-processed",
          List.of(
              new Crop("ptb.train.txt", "train", null),
              new Crop("ptb.valid.txt", "valid", null),
              new Crop("ptb.test.txt", "test", null)));

  /**
   * A part.
   *
   * @param file its file name in a folder
   * @param item the hub's item that contains it
   * @param path its path in that item; null if it is the item itself
   */
  record Crop(String file, String item, String path) {}

  private static Crop wiki(String file) {
    return new Crop(file, "wikitext-2", "wikitext-2/" + file);
  }

  /**
   * The texts of the parts, in their order.
   *
   * @param folder where the files must be; empty to look in the well-known folders
   * @throws InputError if they are not available, or not UTF-8
   */
  List<String> read(Optional<Path> folder, Repository hub, Progress progress) {
    List<String> files = parts.stream().map(Crop::file).toList();
    Optional<Path> found =
        DatasetFolders.find(
            name,
            folder,
            in -> files.stream().allMatch(file -> Files.isRegularFile(in.resolve(file))),
            files);
    HubDownload download =
        new HubDownload(
            hub,
            Application.NLP.ANY,
            artifact,
            name,
            files,
            ", or use a text of your own, text:FILE, as the source",
            progress);
    return parts.stream().map(part -> read(part, found, download)).toList();
  }

  private static String read(Crop part, Optional<Path> folder, HubDownload download) {
    String what = folder.map(in -> in.resolve(part.file()).toString()).orElse(part.file());
    folder.ifPresent(in -> TextSource.requireMemory(what, size(in.resolve(part.file()))));
    try (InputStream in =
        folder.isPresent()
            ? Files.newInputStream(folder.get().resolve(part.file()))
            : download.open(part.item(), part.path())) {
      return TextSource.decode(what, in.readAllBytes());
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
