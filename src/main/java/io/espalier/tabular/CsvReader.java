package io.espalier.tabular;

import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads comma-separated values line by line. The first line names the columns; a value with a comma
 * stands in double quotes, a quote in it is doubled, and no value runs over several lines. Empty
 * lines may stand at the end only.
 */
final class CsvReader implements CellReader {

  /** Header and counting from 1: row 0 is on line 2. */
  private static final int FIRST_LINE = 2;

  private static final List<Map.Entry<Character, String>> OTHER_SEPARATORS =
      List.of(Map.entry('\t', "tabs"), Map.entry(';', "semicolons"), Map.entry('|', "bars"));

  private final Path file;
  private final LineReader lines;
  private final List<String> columns;
  private long rows;

  CsvReader(Path file, InputStream text) {
    this.file = file;
    this.lines = new LineReader(text);
    try {
      String header = lines.next();
      if (header == null || header.isBlank()) {
        throw new InputError("%s is empty; its first line should name the columns".formatted(file));
      }
      // A byte order mark, which some spreadsheets write, is no part of the first name.
      String names = header.startsWith("\uFEFF") ? header.substring(1) : header;
      refuseOtherSeparators(names);
      this.columns = split(names).stream().map(String::strip).toList();
      if (new HashSet<>(columns).size() != columns.size()) {
        throw new InputError(
            "line 1 of %s names a column twice: %s".formatted(file, String.join(", ", columns)));
      }
    } catch (IOException e) {
      close();
      throw unreadable(e);
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
    return columns;
  }

  @Override
  public Optional<List<String>> next() {
    try {
      String line = lines.next();
      if (line == null || (line.isBlank() && isBlankToTheEnd())) {
        return Optional.empty();
      }
      List<String> cells = split(line);
      if (cells.size() != columns.size()) {
        throw new InputError(
            "%s has %d values, and its header names %d columns; the file may be cut off"
                .formatted(place(rows), cells.size(), columns.size()));
      }
      rows++;
      return Optional.of(cells);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private boolean isBlankToTheEnd() throws IOException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line == null;
  }

  private List<String> split(String line) {
    return line.indexOf('"') < 0 ? List.of(line.split(",", -1)) : splitQuoted(line);
  }

  private List<String> splitQuoted(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new InputError(
          "%s has a double quote that is not closed on that line".formatted(place(rows)));
    }
    cells.add(cell.toString());
    return cells;
  }

  @Override
  public String place(long index) {
    return "line " + (index + FIRST_LINE) + " of " + file;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      // It was only read: what was read is all there is to lose.
    }
  }

  private InputError unreadable(IOException e) {
    return new InputError(
        "cannot read %s at line %d: %s; it may be cut off or no CSV file"
            .formatted(file, rows + FIRST_LINE, e.getMessage()),
        e);
  }
}
