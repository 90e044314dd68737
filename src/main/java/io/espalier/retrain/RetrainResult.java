package io.espalier.retrain;

import io.espalier.cost.Costs;
import io.espalier.export.Accuracy;
import io.espalier.file.RecordJson;
import io.espalier.plan.Scale;
import java.nio.file.Path;

/**
 * The result of a retraining: {@code result.json}.
 *
 * @param space the name of the search space
 * @param architecture the id in that space
 * @param scale the size at which it was built
 * @param costs the costs of the network
 * @param from {@code scratch} or {@code inherited}
 * @param epochs the number of epochs trained
 * @param seed the seed of weights, order and augmentation
 * @param trainingImages the number of images trained on
 * @param rollbacks the number of times that the loss diverged and the last checkpoint was restored
 * @param validation the accuracy of the best checkpoint on the images it was chosen on
 * @param test its accuracy on the test images, measured once
 * @param seconds the wall time of the training
 */
public record RetrainResult(
    String space,
    String architecture,
    Scale scale,
    Costs costs,
    String from,
    int epochs,
    long seed,
    int trainingImages,
    int rollbacks,
    Accuracy validation,
    Accuracy test,
    double seconds)
    implements Retrained {

  /** Its name in the folder of a retraining. */
  public static final String FILE = "result.json";

  /**
   * Reads the result of a finished retraining.
   *
   * @throws io.espalier.error.InputError if there is none, or it is damaged
   */
  public static RetrainResult read(Path folder) {
    return RecordJson.read(folder.resolve(FILE), RetrainResult.class);
  }

  void write(Path folder) {
    RecordJson.write(folder.resolve(FILE), this);
  }
}
