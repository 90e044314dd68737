package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.espalier.catalogue.NamesProgram;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The formats of exports.
 *
 * @param formats their names, separated by commas
 * @param tolerance the largest difference of logits from those of the searched child, as a share of
 *     their range
 * @param own the settings of every format that has any, by its name
 */
@RecordBuilder
public record ExportSettings(
    String formats, double tolerance, @JsonAnyGetter Map<String, Record> own)
    implements ExportSettingsBuilder.With {

  public ExportSettings {
    own = Checks.copy(own);
    Checks.between("export.tolerance", tolerance, 0, 1);
  }

  ExportSettings withoutPrograms() {
    Map<String, Record> without = new LinkedHashMap<>(own);
    without.replaceAll(
        (name, options) ->
            options instanceof NamesProgram named ? named.withoutProgram() : options);
    return withOwn(without);
  }
}
