package io.espalier.data.catalogue;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Repository;
import io.espalier.catalogue.Catalogue;
import io.espalier.data.DataOptions;
import io.espalier.data.HubDownload;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSourceKind;
import io.espalier.data.Preparation;
import io.espalier.data.folder.ImageFolder;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The named sources of images. */
public final class ImageSources {

  /** 8,000 training and 2,000 test images of Fashion-MNIST that come with the program. */
  static final String SAMPLE = "sample";

  /** All 70,000 images of Fashion-MNIST. */
  static final String FASHION_MNIST = "fashion-mnist";

  /** All 60,000 images of CIFAR-10. */
  static final String CIFAR10 = "cifar10";

  /** The prefix of an image folder's name; its path follows. */
  static final String FOLDER_PREFIX = "folder:";

  /** The sources that come with the program. */
  public static final Catalogue<ImageSourceKind> ALL = kinds(BasicDatasets.REPOSITORY);

  private ImageSources() {}

  /** As {@link #ALL}, with another repository to download from. */
  static Catalogue<ImageSourceKind> kinds(Repository hub) {
    return new Catalogue<>(
        "data set",
        List.of(
            new ImageSourceKind(
                SAMPLE,
                "8,000 + 2,000 images of Fashion-MNIST that come with the program",
                (name, options, progress) -> FashionMnist.sample(Preparation.of(options))),
            new ImageSourceKind(
                FASHION_MNIST,
                "60,000 + 10,000 grey images of 28x28, 10 classes",
                (name, options, progress) ->
                    FashionMnist.whole(
                        options.folder(),
                        Preparation.of(options),
                        download(hub, "fashmnist", name, FashionMnist.FILES, progress))),
            new ImageSourceKind(
                CIFAR10,
                "50,000 + 10,000 colour images of 32x32, 10 classes",
                (name, options, progress) ->
                    Cifar10.open(
                        options.folder(),
                        Preparation.of(options),
                        download(hub, "cifar10", name, Cifar10.files(), progress))),
            new ImageSourceKind(
                FOLDER_PREFIX + "PATH",
                "your own images: one sub-folder per class, or train/ and test/ with these",
                (name, options, progress) -> {
                  Path folder = path(name.substring(FOLDER_PREFIX.length()));
                  return ImageFolder.open(FOLDER_PREFIX + folder, folder, options, progress);
                })));
  }

  /**
   * Opens a source of a catalogue by name.
   *
   * @throws InputError if there is no such source, or its files are not all there; the message
   *     lists what is known or expected
   */
  public static ImageSource open(
      Catalogue<ImageSourceKind> kinds, String name, DataOptions options, Progress progress) {
    return kinds.entries().stream()
        .filter(kind -> kind.matches(name))
        .findFirst()
        .orElseThrow(() -> InputError.unknown(kinds.kind(), name, kinds.names()))
        .opener()
        .open(name, options, progress);
  }

  /** Opens a source that comes with the program by name. */
  public static ImageSource open(String name, DataOptions options, Progress progress) {
    return open(ALL, name, options, progress);
  }

  static ImageSource open(String name, DataOptions options, Progress progress, Repository hub) {
    return open(kinds(hub), name, options, progress);
  }

  private static HubDownload download(
      Repository hub, String artifact, String name, List<String> files, Progress progress) {
    return new HubDownload(hub, Application.CV.ANY, artifact, name, files, "", progress);
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw new InputError("the data set folder: names no folder; write folder:PATH");
    }
    try {
      return text.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), text.substring(2))
          : Path.of(text);
    } catch (InvalidPathException e) {
      throw new InputError("'%s' is no path: %s".formatted(text, e.getReason()), e);
    }
  }
}
