package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads whole tables. */
final class TableLoader {

  private static final int FIRST_CAPACITY = 1_024;

  private TableLoader() {}

  /** A table of a space. */
  static Table load(SearchSpace space, Path file, Distinct distinct) {
    try (TableReader reader = TableReader.open(space, file)) {
      TableFormat format = reader.format();
      CellReader cells = reader.cells();
      TableFigures figures = new TableFigures(cells, format.architectureColumns());
      PackedCode code = new PackedCode(format.space());
      int words = code.words();
      long[] codes = new long[FIRST_CAPACITY * words];
      int rows = 0;
      for (Optional<TableRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        if (rows * words == codes.length) {
          codes = Arrays.copyOf(codes, 2 * codes.length);
        }
        long[] packed = code.pack(row.get().architecture());
        System.arraycopy(packed, 0, codes, rows * words, words);
        figures.add(row.get().cells());
        rows++;
      }
      codes = Arrays.copyOf(codes, rows * words);
      CodeIndex own = index(codes, code, cells);
      boolean complete = format.space().size().equals(BigInteger.valueOf(rows));
      TableRows all = new TableRows(format.space(), distinct, code, codes, own, complete);
      return new Table(
          file, new TableSpace(format.space(), false, all), format.accuracies(), figures.columns());
    }
  }

  /** A table whose columns are its space. */
  static Table load(Path file, OwnColumns given) {
    try (CellReader cells = TableFile.open(file)) {
      OwnChoices choices = new OwnChoices(cells, given);
      TableFigures figures = new TableFigures(cells, choices.names());
      for (Optional<List<String>> row = cells.next(); row.isPresent(); row = cells.next()) {
        choices.add(row.get());
        figures.add(row.get());
      }
      SearchSpace space = new OwnSpace(choices.choices());
      PackedCode code = new PackedCode(space);
      List<Architecture> architectures = choices.architectures();
      long[] codes = new long[architectures.size() * code.words()];
      for (int row = 0; row < architectures.size(); row++) {
        long[] packed = code.pack(architectures.get(row));
        System.arraycopy(packed, 0, codes, row * code.words(), code.words());
      }
      CodeIndex own = index(codes, code, cells);
      TableRows all = new TableRows(space, Distinct.ROWS, code, codes, own, true);
      return new Table(
          file, new TableSpace(space, true, all), new ArrayList<>(), figures.columns());
    }
  }

  /** The rows by their codes. There must be at least one row, and all codes must differ. */
  private static CodeIndex index(long[] codes, PackedCode code, CellReader cells) {
    int rows = codes.length / code.words();
    if (rows == 0) {
      throw new InputError(
          "there is no %s: the table has a header and no rows".formatted(cells.place(0)));
    }
    CodeIndex index = new CodeIndex(codes, code.words());
    for (int row = 0; row < rows; row++) {
      int earlier = index.putIfAbsent(row);
      if (earlier >= 0) {
        throw new InputError(
            "%s and %s say the same architecture, %s; leave only one of them"
                .formatted(
                    cells.place(earlier),
                    cells.place(row),
                    code.unpack(codes, row * code.words()).id()));
      }
    }
    return index;
  }
}
