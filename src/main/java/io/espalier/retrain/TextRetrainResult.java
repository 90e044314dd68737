package io.espalier.retrain;

import io.espalier.cost.Costs;
import io.espalier.export.LanguageScore;
import io.espalier.file.RecordJson;
import io.espalier.plan.Scale;
import java.nio.file.Path;

/**
 * What came of a retraining on a text: {@code result.json}.
 *
 * @param space the name of the search space
 * @param architecture the id in that space
 * @param scale how large it was built
 * @param costs what the network costs
 * @param epochs epochs trained
 * @param seed the seed of the weights
 * @param validation how well the best checkpoint predicts the text that it was chosen on
 * @param test how well it predicts the test text, measured once
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
