package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the rows of a tabulated benchmark one by one, from a plain or gzipped CSV file. */
public final class TableReader implements AutoCloseable {

  private final TableFormat format;
  private final CsvReader csv;
  private final List<Integer> architectureCells = new ArrayList<>();

  /**
   * Opens a table and checks its header.
   *
   * @throws InputError if the file cannot be read or lacks a column that says the architecture
   */
  public TableReader(TableFormat format, Path file) {
    this.format = format;
    this.csv = new CsvReader(file);
    for (String column : format.architectureColumns()) {
      int index = csv.columns().indexOf(column);
      if (index < 0) {
        csv.close();
        throw new InputError(
            "%s has no column '%s', which a table of %s needs; its columns are %s"
                .formatted(file, column, format.space().name(), String.join(", ", csv.columns())));
      }
      architectureCells.add(index);
    }
  }

  /**
   * The next row; empty at the end of the table.
   *
   * @throws InputError if the row is broken or its architecture is none of the space
   */
  public Optional<TableRow> next() {
    return csv.next().map(this::row);
  }

  private TableRow row(List<String> cells) {
    List<String> encoded = architectureCells.stream().map(cells::get).toList();
    Architecture architecture;
    try {
      architecture = format.decode(encoded);
    } catch (InputError e) {
      throw new InputError("%s: %s".formatted(csv.place(), e.getMessage()), e);
    }
    return new TableRow(architecture, csv.columns(), cells, csv.place());
  }

  @Override
  public void close() {
    csv.close();
  }
}
