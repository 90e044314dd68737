package io.espalier.data.catalogue;

import io.espalier.data.DatasetFolders;
import io.espalier.data.HubDownload;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.LazyImageSource;
import io.espalier.data.Preparation;
import io.espalier.error.InputError;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): grey pictures of clothes, 28 x 28. */
final class FashionMnist {

  static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  /** The files of the complete data set; each may also be gzipped and end in {@code .gz}. */
  static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  private FashionMnist() {}

  /** The sample that comes with the program: 8,000 training and 2,000 test images. */
  static ImageSource sample(Preparation preparation) {
    return new LazyImageSource(
        ImageSources.SAMPLE,
        CLASSES,
        () -> preparation.training(resource("train")),
        training -> preparation.test(resource("t10k")));
  }

  /**
   * The complete data set, 60,000 training and 10,000 test images, from four IDX files; downloaded
   * from DJL's hub if no folder has them.
   *
   * @param folder where the files must be; empty to look in the well-known folders
   */
  static ImageSource whole(Optional<Path> folder, Preparation preparation, HubDownload hub) {
    Optional<Path> found =
        DatasetFolders.find(ImageSources.FASHION_MNIST, folder, FashionMnist::isComplete, FILES);
    return new LazyImageSource(
        ImageSources.FASHION_MNIST,
        CLASSES,
        () ->
            preparation.training(
                found.map(f -> fromFolder(f, "train")).orElseGet(() -> fromHub(hub, "train"))),
        training ->
            preparation.test(
                found.map(f -> fromFolder(f, "t10k")).orElseGet(() -> fromHub(hub, "test"))));
  }

  private static boolean isComplete(Path folder) {
    return FILES.stream().allMatch(name -> file(folder, name).isPresent());
  }

  /** A file that may be gzipped or not. */
  private static Optional<Path> file(Path folder, String name) {
    return Stream.of(folder.resolve(name + ".gz"), folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static ImageSet fromFolder(Path folder, String part) {
    Path images = file(folder, part + "-images-idx3-ubyte").orElseThrow();
    Path labels = file(folder, part + "-labels-idx1-ubyte").orElseThrow();
    return IdxFile.read(
        images.toString(),
        () -> Files.newInputStream(images),
        labels.toString(),
        () -> Files.newInputStream(labels),
        CLASSES.size());
  }

  private static ImageSet fromHub(HubDownload hub, String part) {
    String images = part + "_data";
    String labels = part + "_labels";
    return IdxFile.read(
        "the download of " + images,
        () -> hub.open(images),
        "the download of " + labels,
        () -> hub.open(labels),
        CLASSES.size());
  }

  private static ImageSet resource(String part) {
    String images = "/io/espalier/data/sample/" + part + "-images-idx3-ubyte.gz";
    String labels = "/io/espalier/data/sample/" + part + "-labels-idx1-ubyte.gz";
    return IdxFile.read(
        "the bundled " + images,
        () -> open(images),
        "the bundled " + labels,
        () -> open(labels),
        CLASSES.size());
  }

  private static InputStream open(String resource) {
    InputStream in = FashionMnist.class.getResourceAsStream(resource);
    if (in == null) {
      throw new InputError(resource + " is missing in this build; build the program anew");
    }
    return in;
  }
}
