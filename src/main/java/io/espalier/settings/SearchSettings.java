package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.error.InputError;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The search.
 *
 * @param name the name of the search and its folder; empty to derive it from searcher and limits
 * @param latencyTable the file of a table of latencies; empty for none
 * @param latencyTableHash the hash that it states
 * @param own the settings of every searcher that has any, by its name
 */
@RecordBuilder
public record SearchSettings(
    String name,
    String searcher,
    long seed,
    int evaluations,
    int batchSize,
    int validationImages,
    int recalibrationImages,
    int workers,
    String latencyTable,
    String latencyTableHash,
    @JsonUnwrapped EstimateSettings estimating,
    @JsonUnwrapped TableSettings tabular,
    @JsonAnyGetter Map<String, Record> own)
    implements SearchSettingsBuilder.With {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}");

  public SearchSettings {
    own = Checks.copy(own);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw new InputError(
          "search.name is '%s'; allowed are letters, digits, '_', '-' and '.'".formatted(name));
    }
  }
}
