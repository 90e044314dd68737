package io.espalier.retrain;

import io.espalier.cost.Costs;
import io.espalier.export.Accuracy;
import io.espalier.file.RecordJson;
import io.espalier.plan.Scale;
import java.nio.file.Path;

/**
 * What came of a retraining: {@code result.json}.
 *
 * @param space the name of the search space
 * @param architecture the id in that space
 * @param scale how large it was built
 * @param costs what the network costs
 * @param from {@code scratch} or {@code inherited}
 * @param epochs epochs trained
 * @param seed the seed of weights, order and augmentation
 * @param trainingImages how many images the weights learned from
 * @param rollbacks how often the loss ran away and the last checkpoint was brought back
 * @param validation the accuracy of the best checkpoint on the images it was chosen on
 * @param test its accuracy on the test images, measured once
 * @param seconds wall time of the training
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
