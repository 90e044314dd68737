package io.espalier.tabular;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers a table's figures row by row: the columns that do not describe the architecture. */
final class TableFigures {

  private final CellReader cells;
  private final Map<Integer, TableColumn.Builder> builders = new LinkedHashMap<>();

  /**
   * No rows yet.
   *
   * @param others the columns that are not figures
   */
  TableFigures(CellReader cells, List<String> others) {
    this.cells = cells;
    for (int c = 0; c < cells.columns().size(); c++) {
      String name = cells.columns().get(c);
      if (!others.contains(name)) {
        builders.put(c, new TableColumn.Builder(name));
      }
    }
  }

  /** Takes the cells of the next row. */
  void add(List<String> row) {
    builders.forEach((index, column) -> column.add(row.get(index)));
  }

  /** The columns by their names, once every row was taken. */
  Map<String, TableColumn> columns() {
    Map<String, TableColumn> columns = new LinkedHashMap<>();
    builders
        .values()
        .forEach(
            builder -> {
              TableColumn column = builder.build(cells);
              columns.put(column.name(), column);
            });
    return columns;
  }
}
