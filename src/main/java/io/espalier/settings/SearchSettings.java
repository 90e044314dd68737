package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.error.InputError;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The search.
 *
 * @param name the name of the search and its folder; empty to derive it from searcher and limits
 * @param objectives what is searched for: the score, and costs to keep low beside it
 * @param batchesUnderWay the number of batches proposed before the outcomes of the first are known;
 *     0 for as many as keep the workers busy, one if this process is the only one
 * @param latencyTable the file of a table of latencies; empty for none
 * @param latencyTableHash the hash that it states
 * @param own the settings of every searcher that has any, by its name
 */
@RecordBuilder
public record SearchSettings(
    String name,
    String searcher,
    List<String> objectives,
    long seed,
    int evaluations,
    int batchSize,
    int validationImages,
    int recalibrationImages,
    int workers,
    int batchesUnderWay,
    String latencyTable,
    String latencyTableHash,
    @JsonUnwrapped EstimateSettings estimating,
    @JsonUnwrapped TableSettings tabular,
    @JsonAnyGetter Map<String, Record> own)
    implements SearchSettingsBuilder.With {

  /** The names of the score among the objectives. */
  public static final List<String> SCORE = List.of("score", "accuracy");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}");

  public SearchSettings {
    own = Checks.copy(own);
    objectives = List.copyOf(objectives);
    check(objectives);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw new InputError(
          "search.name is '%s'; allowed are letters, digits, '_', '-' and '.'".formatted(name));
    }
  }

  private static void check(List<String> objectives) {
    String given = "search.objectives is [%s]; ".formatted(String.join(", ", objectives));
    if (objectives.stream().filter(SCORE::contains).count() != 1) {
      throw new InputError(
          given
              + "allowed is the score (score or accuracy), once, and any costs, such as [accuracy, macs]");
    }
    for (String name : objectives) {
      if (Collections.frequency(objectives, name) > 1) {
        throw new InputError(
            given + "%s is there twice; name every objective once".formatted(name));
      }
    }
  }

  /** The names of the costs to keep low beside the score; none for a search by score alone. */
  public List<String> costs() {
    return costsAmong(objectives);
  }

  /**
   * The names of the costs among objectives.
   *
   * @throws InputError if the score is not among them, or one is there twice
   */
  public static List<String> costsAmong(List<String> objectives) {
    check(objectives);
    return objectives.stream().filter(name -> !SCORE.contains(name)).toList();
  }
}
