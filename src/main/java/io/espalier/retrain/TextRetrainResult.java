package io.espalier.retrain;

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
 * @param macsMillions multiply-accumulates for one character, in millions
 * @param paramsMillions learned values, in millions
 * @param epochs epochs trained
 * @param seed the seed of the weights
 * @param validation how well the best checkpoint predicts the text that it was chosen on
 * @param test how well it predicts the test text, measured once
 */
public record TextRetrainResult(
    String space,
    String architecture,
    Scale scale,
    double macsMillions,
    double paramsMillions,
    int epochs,
    long seed,
    LanguageScore validation,
    LanguageScore test) {

  static final String FILE = RetrainResult.FILE;

  static TextRetrainResult read(Path folder) {
    return RecordJson.read(folder.resolve(FILE), TextRetrainResult.class);
  }

  void write(Path folder) {
    RecordJson.write(folder.resolve(FILE), this);
  }
}
