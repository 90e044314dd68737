package io.espalier.retrain;

import io.espalier.file.RecordJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The learning curve of a candidate's training: {@code curve.json}.
 *
 * @param accuraciesPercent validation accuracy after each epoch
 * @param images the number of validation images for each accuracy
 * @param seconds wall time of the training
 * @param end the way it ended
 * @param reason the reason for a failure; empty if there was none
 */
public record LearningCurve(
    List<Double> accuraciesPercent, int images, double seconds, End end, String reason) {

  static final String FILE = "curve.json";

  /** The ways a training can end. */
  public enum End {
    /** All epochs were done. */
    FINISHED,
    /** It was not worth continuing. */
    GIVEN_UP,
    /** It failed. */
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
