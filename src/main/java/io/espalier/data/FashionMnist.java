package io.espalier.data;

import io.espalier.error.InputError;
import java.io.InputStream;
import java.util.List;

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

  private FashionMnist() {}

  /** The sample that comes with the program: 8,000 training and 2,000 test images. */
  static ImageSource sample(Preparation preparation) {
    return new LazyImageSource(
        ImageSources.SAMPLE,
        CLASSES,
        () -> preparation.training(resource("train")),
        () -> preparation.test(resource("t10k")));
  }

  private static ImageSet resource(String part) {
    String images = "sample/" + part + "-images-idx3-ubyte.gz";
    String labels = "sample/" + part + "-labels-idx1-ubyte.gz";
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
