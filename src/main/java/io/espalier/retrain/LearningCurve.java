package io.espalier.retrain;

import io.espalier.file.RecordJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the training of a candidate went: {@code curve.json}.
 *
 * @param accuraciesPercent validation accuracy after each epoch
 * @param images how many validation images each was measured on
 * @param seconds wall time of the training
 * @param end how it ended
 * @param reason why it failed; empty if it did not
 */
public record LearningCurve(
    List<Double> accuraciesPercent, int images, double seconds, End end, String reason) {

  static final String FILE = "curve.json";

  /** How a training ended. */
  public enum End {
    /** All epochs were done. */
    FINISHED,
    /** It was not worth going on with. */
    GIVEN_UP,
    /** It could not be gone on with. */
    FAILED
  }

  public LearningCurve {
    accuraciesPercent = List.copyOf(accuraciesPercent);
  }

  /**
   * Reads the curve in a training's folder, if it has ended.
   *
   * @throws io.espalier.error.InputError if the file is damaged
   */
  static Optional<LearningCurve> find(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(RecordJson.read(file, LearningCurve.class))
        : Optional.empty();
  }

  void write(Path folder) {
    RecordJson.write(folder.resolve(FILE), this);
  }

  /** The best accuracy of the first epochs, in percent. */
  double best(int epochs) {
    return accuraciesPercent.subList(0, epochs).stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElseThrow();
  }
}
