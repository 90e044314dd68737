package io.espalier.data;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Repository;
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

  /** The names that {@link #open} accepts. */
  public static final List<String> NAMES =
      List.of(SAMPLE, FASHION_MNIST, CIFAR10, FOLDER_PREFIX + "PATH");

  private ImageSources() {}

  /**
   * Opens a source by name without reading images yet.
   *
   * @param name one of {@link #NAMES}; the path of an image folder may begin with {@code ~/}
   * @param progress shows how far the reading is
   * @throws InputError if there is no such source, or some of its files are missing; the message
   *     lists the known sources or the expected files
   */
  public static ImageSource open(String name, DataOptions options, Progress progress) {
    return open(name, options, progress, BasicDatasets.REPOSITORY);
  }

  static ImageSource open(String name, DataOptions options, Progress progress, Repository hub) {
    if (name.startsWith(FOLDER_PREFIX)) {
      return ImageFolder.open(path(name.substring(FOLDER_PREFIX.length())), options, progress);
    }
    Preparation preparation = Preparation.of(options);
    return switch (name) {
      case SAMPLE -> FashionMnist.sample(preparation);
      case FASHION_MNIST ->
          FashionMnist.whole(
              options.folder(),
              preparation,
              download(hub, "fashmnist", name, FashionMnist.FILES, progress));
      case CIFAR10 ->
          Cifar10.open(
              options.folder(),
              preparation,
              download(hub, "cifar10", name, Cifar10.files(), progress));
      default -> throw InputError.unknown("data set", name, NAMES);
    };
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
