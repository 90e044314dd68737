package io.espalier.retrain;

import io.espalier.cost.Costs;
import io.espalier.export.LanguageScore;
import io.espalier.file.RecordJson;
import io.espalier.plan.Scale;
import java.nio.file.Path;

/**
 * The result of a retraining on a text: {@code result.json}.
 *
 * @param space the name of the search space
 * @param architecture the id in that space
 * @param scale the size at which it was built
 * @param costs the costs of the network
 * @param epochs the number of epochs trained
 * @param seed the seed of the weights
 * @param validation the score of the best checkpoint on the text that it was chosen on
 * @param test its score on the test text, measured once
 */
public record TextRetrainResult(
    String space,
    String architecture,
    Scale scale,
    Costs costs,
    int epochs,
    long seed,
    LanguageScore validation,
    LanguageScore test)
    implements Retrained {

  static final String FILE = RetrainResult.FILE;

  static TextRetrainResult read(Path folder) {
    return RecordJson.read(folder.resolve(FILE), TextRetrainResult.class);
  }

  void write(Path folder) {
    RecordJson.write(folder.resolve(FILE), this);
  }
}
