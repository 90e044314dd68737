package io.espalier.export;

import io.espalier.file.RecordJson;
import io.espalier.stat.Decimals;
import io.espalier.supernet.evaluate.Score;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The score of a network that predicts the characters of a text from the previous ones: {@code
 * language.json}.
 *
 * @param lossNats mean cross-entropy of a character, in nats
 * @param standardErrorNats its standard error, if characters were independent
 * @param perplexity the exponential of the cross-entropy
 * @param bitsPerCharacter the cross-entropy in bits
 * @param accuracyPercent the share of characters that were predicted as most likely, in percent
 * @param characters the number of predicted characters
 */
public record LanguageScore(
    double lossNats,
    double standardErrorNats,
    double perplexity,
    double bitsPerCharacter,
    double accuracyPercent,
    int characters)
    implements Measurement {

  /** Its name in the folder of an export. */
  public static final String FILE = "language.json";

  /** The figures of a score. */
  public static LanguageScore of(Score score) {
    return new LanguageScore(
        score.loss(),
        score.lossDeviation() / Math.sqrt(score.images()),
        Math.exp(score.loss()),
        score.loss() / Math.log(2),
        score.accuracyPercent(),
        score.images());
  }

  /**
   * Reads the file of an export.
   *
   * @throws io.espalier.error.InputError if it is missing or damaged
   */
  public static LanguageScore read(Path folder) {
    return RecordJson.read(folder.resolve(FILE), LanguageScore.class);
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT,
        "perplexity %.3f, %.4f bits a character, on %,d characters",
        perplexity,
        bitsPerCharacter,
        characters);
  }

  /** The figures that people derive from a cross-entropy in nats, by their columns. */
  public static Map<String, String> derivedFigures(double lossNats) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("perplexity", Decimals.text(Math.exp(lossNats), 3));
    figures.put("bits_per_character", Decimals.text(lossNats / Math.log(2), 4));
    return figures;
  }

  @Override
  public Map<String, String> figures() {
    Map<String, String> figures = derivedFigures(lossNats);
    figures.put("cross_entropy", Decimals.text(lossNats, 4));
    figures.put("standard_error", Decimals.text(standardErrorNats, 4));
    figures.put("characters", Integer.toString(characters));
    return figures;
  }

  void write(Path folder) {
    RecordJson.write(folder.resolve(FILE), this);
  }
}
