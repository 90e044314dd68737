package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.util.List;

/** The sources of images that can be named. */
public final class ImageSources {

  /** 8,000 training and 2,000 test images of Fashion-MNIST that come with the program. */
  static final String SAMPLE = "sample";

  /** What {@link #open} knows. */
  public static final List<String> NAMES = List.of(SAMPLE);

  private ImageSources() {}

  /**
   * Opens a source by name; nothing of its images is read yet.
   *
   * @param name one of {@link #NAMES}
   * @param progress where reading shows how far it is
   * @throws InputError if there is no such source; the message lists those known
   */
  public static ImageSource open(String name, DataOptions options, Progress progress) {
    Preparation preparation = Preparation.of(options);
    return switch (name) {
      case SAMPLE -> FashionMnist.sample(preparation);
      default -> throw InputError.unknown("data set", name, NAMES);
    };
  }
}
