package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads comma-separated values line by line. */
final class CsvReader implements CellReader {

  /** Header and counting from 1: row 0 is on line 2. */
  private static final int FIRST_LINE = 2;

  private static final List<Map.Entry<Character, String>> OTHER_SEPARATORS =
      List.of(Map.entry('\t', "tabs"), Map.entry(';', "semicolons"), Map.entry('|', "bars"));

  private final Path file;
  private final Csv table;

  CsvReader(Path file, InputStream text) {
    this.file = file;
    this.table = new Csv(file, text);
    try {
      refuseOtherSeparators(String.join(",", table.columns()));
    } catch (InputError e) {
      close();
      throw e;
    }
  }

  /** Spreadsheets of many languages divide by semicolons, and what is copied from them by tabs. */
  private void refuseOtherSeparators(String header) {
    for (Map.Entry<Character, String> separator : OTHER_SEPARATORS) {
      long others = header.chars().filter(c -> c == separator.getKey()).count();
      long commas = header.chars().filter(c -> c == ',').count();
      if (others > commas) {
        throw new InputError(
            "line 1 of %s divides its columns by %s; save the table with commas between columns, and points in numbers"
                .formatted(file, separator.getValue()));
      }
    }
  }

  @Override
  public List<String> columns() {
    return table.columns();
  }

  @Override
  public Optional<List<String>> next() {
    return table.next();
  }

  @Override
  public String place(long index) {
    return "line " + (index + FIRST_LINE) + " of " + file;
  }

  @Override
  public void close() {
    table.close();
  }
}
