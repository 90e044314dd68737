package io.espalier.export;

import io.espalier.stat.Decimals;
import io.espalier.supernet.evaluate.Score;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The accuracy of a child on images that its weights have not seen.
 *
 * @param accuracyPercent accuracy in percent
 * @param standardErrorPercent its standard error, in percentage points
 * @param images the number of images it was measured on
 */
public record Accuracy(double accuracyPercent, double standardErrorPercent, int images)
    implements Measurement {

  /** The accuracy of a network's answers. */
  public static Accuracy of(Score score) {
    return new Accuracy(score.accuracyPercent(), score.standardErrorPercent(), score.images());
  }

  @Override
  public String text() {
    return String.format(
        Locale.ROOT, "%.2f ± %.2f %% on %d images", accuracyPercent, standardErrorPercent, images);
  }

  @Override
  public Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("accuracy_percent", Decimals.text(accuracyPercent, 2));
    figures.put("standard_error", Decimals.text(standardErrorPercent, 2));
    figures.put("images", Integer.toString(images));
    return figures;
  }
}
