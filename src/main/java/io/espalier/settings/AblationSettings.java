package io.espalier.settings;

import io.espalier.error.InputError;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trainings of a supernet, compared by how well they rank.
 *
 * @param variants the settings of each variant by its name
 * @param seeds the seeds that every variant is trained with
 * @param table the table of truths
 * @param truths its columns that each serve as the truth; empty for a benchmark's test accuracy
 * @param architectures the number of architectures drawn
 * @param drawSeed the seed of the draw
 */
public record AblationSettings(
    Map<String, Settings> variants,
    List<Long> seeds,
    Path table,
    List<String> truths,
    int architectures,
    long drawSeed) {

  public AblationSettings {
    variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    seeds = List.copyOf(seeds);
    truths = List.copyOf(truths);
    if (truths.isEmpty()) {
      throw new InputError("ranking.truths is empty; name at least one column of the table");
    }
  }

  /** The first variant that is trained in the same way. */
  public String trainedAs(String variant) {
    String training = training(variants.get(variant));
    return variants.entrySet().stream()
        .filter(other -> training(other.getValue()).equals(training))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static String training(Settings settings) {
    return settings.hash(Artifact.SUPERNET) + settings.data();
  }
}
