package io.espalier.config;

import io.espalier.data.ImageSubset;
import io.espalier.error.InputError;
import io.espalier.export.Accuracy;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.plan.Shape;
import io.espalier.progress.Progress;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
      Shape input = about.scale().input();
      // Images are brought to squares only; a child of others takes those of its own size.
      return child.plan().isRecurrent() || input.height() != input.width()
          ? configuration
          : configuration.set("data.image_size=" + input.height());
    }
  }

  /**
   * A class that a child sees in a picture.
   *
   * @param picture the file
   * @param name the class
   * @param probability from 0 to 1
   */
  public record Classified(Path picture, String name, double probability) {}

  /**
   * The most probable classes of pictures, the best of each first.
   *
   * @param folder the folder of an export
   * @param best how many classes of each picture, at most
   * @throws InputError if the child reads texts, or a picture cannot be read
   */
  public static List<Classified> classify(Path folder, List<Path> pictures, int best) {
    PyTorch.useThreads(1);
    List<Classified> classified = new ArrayList<>();
    try (Child child = Child.load(folder, PyTorch.device("cpu"))) {
      if (child.plan().isRecurrent()) {
        throw new InputError("the child in %s reads texts, no pictures".formatted(folder));
      }
      for (Path picture : pictures) {
        double[] shares = child.probabilities(picture);
        IntStream.range(0, shares.length)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -shares[c]))
            .limit(best)
            .map(c -> new Classified(picture, child.about().classes().get(c), shares[c]))
            .forEach(classified::add);
      }
    }
    return classified;
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
