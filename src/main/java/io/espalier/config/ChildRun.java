package io.espalier.config;

import io.espalier.data.ImageSubset;
import io.espalier.export.Accuracy;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.progress.Progress;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;

/** Measures an exported child by itself: no supernet is needed. */
public final class ChildRun {

  private ChildRun() {}

  /**
   * A child and its accuracy.
   *
   * @param architecture its id
   * @param space the name of its search space
   * @param accuracy the accuracy
   */
  public record Measured(String space, String architecture, Accuracy accuracy) {}

  /**
   * Measures on the images that the configuration sets aside to compare architectures on.
   *
   * @param folder the folder of an export, or {@code retrain/child}
   */
  public static Measured validate(Path folder, Config config, Parts parts, Progress progress) {
    return measure(folder, parts.split().validation(), "validate", config, parts, progress);
  }

  /**
   * Measures on the test images, which nothing else may see.
   *
   * @param folder the folder of an export, or {@code retrain/child}
   */
  public static Measured test(Path folder, Config config, Parts parts, Progress progress) {
    return measure(folder, ImageSubset.all(parts.source().test()), "test", config, parts, progress);
  }

  /**
   * The defaults, as they suit a child: images of its size, its space, and a run folder by its
   * name.
   *
   * @param folder the folder of an export
   * @throws io.espalier.error.InputError if it holds none
   */
  public static Configuration configuration(Path folder) {
    try (Child child = Child.load(folder, PyTorch.device("cpu"))) {
      ChildDescription about = child.about();
      Configuration configuration =
          Configuration.defaults()
              .set("work_dir=runs/retrain-" + about.architecture())
              .set("space.name=" + about.space())
              .set("supernet.channels=" + about.scale().channels())
              .set("supernet.cells=" + about.scale().cells());
      return child.plan().isRecurrent()
          ? configuration
          : configuration.set("data.image_size=" + about.scale().input().height());
    }
  }

  private static Measured measure(
      Path folder, ImageSubset images, String what, Config config, Parts parts, Progress progress) {
    PyTorch.useThreads(parts.threads());
    try (Child child = Child.load(folder, PyTorch.device(config.device()))) {
      Accuracy accuracy =
          Accuracy.of(child.score(images, parts.source().classes(), what, progress));
      return new Measured(child.about().space(), child.about().architecture(), accuracy);
    }
  }
}
