package io.espalier.settings;

import io.espalier.catalogue.Catalogue;
import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.tabular.Distinct;
import io.espalier.tabular.OwnColumns;
import io.espalier.tabular.ScoreColumn;
import io.espalier.tabular.ScoreUnit;
import io.espalier.tabular.Table;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of a search that takes its scores from a table; empty texts leave the choice to the
 * table.
 *
 * @param table the file; empty to estimate with a supernet
 * @param tableScore the column of scores
 * @param tableTruth the column of truths
 * @param tableUnit the unit of both: percent, fraction or other
 * @param tableDistinct what counts as distinct: rows or networks
 * @param tableError the column of the scores' standard errors
 * @param tableChoices the columns of choices of the user's own table, separated by commas
 * @param tableCosts the columns of costs, by the names of the costs
 * @param tableCostFile a second file that holds these columns; empty if they are in the first
 * @param noiseImages validation images whose noise is simulated; 0 for none
 */
@RecordBuilder
public record TableSettings(
    String table,
    String tableScore,
    String tableTruth,
    String tableUnit,
    Distinct tableDistinct,
    String tableError,
    String tableChoices,
    Map<String, String> tableCosts,
    String tableCostFile,
    int noiseImages)
    implements TableSettingsBuilder.With {

  public TableSettings {
    tableCosts = Collections.unmodifiableMap(new LinkedHashMap<>(tableCosts));
    if (noiseImages > 0 && !tableError.isEmpty()) {
      throw new InputError(
          "search.noise_images and search.table_error were both given; simulate noise, or take the table's own standard errors");
    }
  }

  /** Whether there is a table. */
  public boolean isGiven() {
    return !table.isEmpty();
  }

  /**
   * Reads the table of {@code space}.
   *
   * @throws InputError if the space is unknown, or the file is no table of it
   */
  public Table read(SpaceSettings space, Catalogue<SpaceKind> spaces) {
    if (!space.name().equals(Table.OWN_SPACE)) {
      return Table.read(space.kind(spaces).space(), Path.of(table), tableDistinct);
    }
    if (!isGiven() || tableScore.isEmpty()) {
      throw new InputError(
          "the space 'table' is made of a table's rows: name the file in search.table and its column of scores in search.table_score");
    }
    List<String> figures =
        Stream.concat(Stream.of(tableScore, tableTruth, tableError), tableCosts.values().stream())
            .filter(column -> !column.isEmpty())
            .distinct()
            .toList();
    return Table.read(Path.of(table), new OwnColumns(choices(), figures));
  }

  private List<String> choices() {
    List<String> names = new ArrayList<>();
    if (!tableChoices.isBlank()) {
      Stream.of(tableChoices.split(",", -1)).map(String::strip).forEach(names::add);
    }
    return names;
  }

  /** The column of scores. */
  public ScoreColumn score(Table read) {
    if (!tableScore.isEmpty()) {
      return column(read, tableScore);
    }
    return read.accuracy()
        .orElseThrow(
            () ->
                new InputError(
                    "which column of %s are the scores? Name it in search.table_score; it has %s"
                        .formatted(table, String.join(", ", read.columns()))));
  }

  /** The column of truths; empty if there is none. */
  public Optional<ScoreColumn> truth(Table read) {
    if (!tableTruth.isEmpty()) {
      return Optional.of(column(read, tableTruth));
    }
    return noiseImages > 0 ? Optional.of(score(read)) : Optional.empty();
  }

  private ScoreColumn column(Table read, String name) {
    return tableUnit.isEmpty() ? read.score(name) : new ScoreColumn(name, unit());
  }

  private ScoreUnit unit() {
    return Stream.of(ScoreUnit.values())
        .filter(unit -> unit.name().toLowerCase(Locale.ROOT).equals(tableUnit))
        .findFirst()
        .orElseThrow(
            () ->
                InputError.unknown(
                    "search.table_unit",
                    tableUnit,
                    Stream.of(ScoreUnit.values())
                        .map(unit -> unit.name().toLowerCase(Locale.ROOT))
                        .toList()));
  }
}
