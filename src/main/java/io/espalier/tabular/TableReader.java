package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rows of a table of a built-in space one by one, from a CSV file or NAS-Bench-Macro's
 * JSON, plain or gzipped.
 */
public final class TableReader implements AutoCloseable {

  private final TableFormat format;
  private final CellReader cells;
  private final List<Integer> architectureCells = new ArrayList<>();
  private final IdAgreement agreement;
  private long rows;

  /**
   * Opens a published table and checks its header.
   *
   * @throws InputError if the file cannot be read or lacks a column that describes the architecture
   */
  public TableReader(TableFormat format, Path file) {
    this(format, file, TableFile.open(file));
  }

  private TableReader(TableFormat format, Path file, CellReader cells) {
    this.format = format;
    this.cells = cells;
    for (String column : format.architectureColumns()) {
      int index = cells.columns().indexOf(column);
      if (index < 0) {
        cells.close();
        throw new InputError(missing(file, column));
      }
      architectureCells.add(index);
    }
    this.agreement = IdAgreement.of(format, cells.columns());
  }

  private String missing(Path file, String column) {
    String others =
        column.equals(TableFormat.ID_COLUMN)
            ? ""
            : " unless it has one of ids, '%s'".formatted(TableFormat.ID_COLUMN);
    return "%s has no column '%s', which a table of %s needs%s, or one for each choice ('%s' and so on) with the options' names; its columns are %s"
        .formatted(
            file,
            column,
            format.space().name(),
            others,
            format.space().choices().get(0).name(),
            String.join(", ", cells.columns()));
  }

  /**
   * Opens a table of a space: one with a column {@value TableFormat#ID_COLUMN} of architectures'
   * ids, the published one, or one with a column for each choice.
   *
   * @throws InputError if the file cannot be read, or none of its columns describes the
   *     architecture
   */
  static TableReader open(SearchSpace space, Path file) {
    TableFormat format = TableFormat.ofIds(space);
    CellReader cells = TableFile.open(file);
    if (!cells.columns().contains(TableFormat.ID_COLUMN)) {
      TableFormat choices = TableFormat.ofChoices(space);
      if (cells.columns().containsAll(choices.architectureColumns())) {
        format = choices;
      } else if (TableFormat.SPACES.contains(space.name())) {
        format = TableFormat.of(space.name());
      }
    }
    return new TableReader(format, file, cells);
  }

  /** How the table is read. */
  TableFormat format() {
    return format;
  }

  /** The reader of the cells. */
  CellReader cells() {
    return cells;
  }

  /**
   * The next row; empty at the end of the table.
   *
   * @throws InputError if the row is broken or its architecture does not belong to the space
   */
  public Optional<TableRow> next() {
    return cells.next().map(this::row);
  }

  private TableRow row(List<String> row) {
    String place = cells.place(rows++);
    List<String> encoded = new ArrayList<>(architectureCells.size());
    for (int cell : architectureCells) {
      encoded.add(row.get(cell));
    }
    Architecture architecture;
    try {
      architecture = format.decode(encoded);
      agreement.check(architecture, row);
    } catch (InputError e) {
      throw new InputError("%s: %s".formatted(place, e.getMessage()), e);
    }
    return new TableRow(architecture, cells.columns(), row, place);
  }

  @Override
  public void close() {
    cells.close();
  }
}
