package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.export.Child;
import io.espalier.export.Measurement;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Measures single networks: of the run's supernet, or exported ones. */
public final class Evaluate {

  private final Run run;

  /** Measurements on a run's data. */
  public Evaluate(Run run) {
    this.run = run;
  }

  /**
   * The measured performance of a network.
   *
   * @param space the name of its search space
   * @param architecture its id
   * @param measurement its performance
   */
  public record Measured(String space, String architecture, Measurement measurement) {}

  /**
   * Estimates an architecture with the supernet's weights, as the search does.
   *
   * @throws InputError if it cannot be estimated, or there is no trained supernet
   */
  public Estimate estimate(Architecture architecture) {
    try (Supernet supernet = TrainedSupernet.open(run)) {
      Outcome outcome =
          TrainedSupernet.estimator(supernet, run).estimate(List.of(architecture)).get(0);
      if (outcome instanceof Failure failure) {
        throw new InputError(
            "%s cannot be estimated: %s".formatted(architecture, failure.reason()));
      }
      return (Estimate) outcome;
    }
  }

  /**
   * Measures an exported child on the validation data; no supernet is needed.
   *
   * @param folder the folder of an export, or {@code retrain/child}
   */
  public Measured validate(Path folder) {
    return measure(folder, child -> run.task().validate(child, run.progress()));
  }

  /**
   * Measures an exported child on the test data, which is used for nothing else.
   *
   * @param folder the folder of an export, or {@code retrain/child}
   */
  public Measured test(Path folder) {
    return measure(folder, child -> run.task().test(child, run.progress()));
  }

  private Measured measure(Path folder, Function<Child, Measurement> how) {
    PyTorch.useThreads(run.settings().threadCount());
    try (Child child = Child.load(folder, PyTorch.device(run.settings().device()))) {
      return new Measured(child.about().space(), child.about().architecture(), how.apply(child));
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
   * @param best the largest number of classes per picture
   * @throws InputError if the child reads texts, or a picture cannot be read
   */
  public static List<Classified> classify(Path folder, List<Path> pictures, int best) {
    PyTorch.useThreads(1);
    List<Classified> classified = new ArrayList<>();
    try (Child child = Child.load(folder, PyTorch.device("cpu"))) {
      if (child.plan().isRecurrent()) {
        throw new InputError("the child in %s reads texts, not pictures".formatted(folder));
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
}
