package io.espalier.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.espalier.error.InputError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A table of comma-separated values, read row by row. The first line names the columns, and each
 * row is a line; a cell with a comma or a quote stands in double quotes, a quote in it is doubled.
 * Empty lines may stand at the end only.
 */
public final class Csv implements AutoCloseable {

  /** No row of a table is as long; the published ones have a few hundred characters. */
  private static final int LONGEST_LINE = 1_000_000;

  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> lines;
  private final List<String> columns;
  private long line;

  /**
   * A table, of which the header is read.
   *
   * @param file what it is called in messages
   * @param text in UTF-8, with or without a byte order mark; it is closed with this
   * @throws InputError if it has no header, or one that names a column twice
   */
  public Csv(Path file, InputStream text) {
    this.file = file;
    this.reader = FastCsv.reader(text, LONGEST_LINE);
    try {
      this.lines = reader.iterator();
      Optional<List<String>> header = cells();
      if (isBlank(header)) {
        throw new InputError("%s is empty; its first line should name the columns".formatted(file));
      }
      this.columns = header.orElseThrow().stream().map(String::strip).toList();
      if (new HashSet<>(columns).size() != columns.size()) {
        throw new InputError(
            "line 1 of %s names a column twice: %s".formatted(file, String.join(", ", columns)));
      }
    } catch (InputError e) {
      close();
      throw e;
    }
  }

  /**
   * A table that this program wrote, or still writes: a torn last line is left out.
   *
   * @throws InputError if it cannot be read
   */
  public static Csv open(Path file) {
    byte[] bytes = BoundedFile.bytes(file, HashedFile.LARGEST_TABLE_BYTES);
    String text = new String(bytes, StandardCharsets.UTF_8);
    return of(file, text.substring(0, text.lastIndexOf('\n') + 1));
  }

  /**
   * A table that {@link HashedFile} wrote. It is closed when its last row was read.
   *
   * @throws InputError if it cannot be read or was changed
   */
  public static Csv hashed(Path file) {
    return new Csv(file, HashedFile.open(file, HashedFile.LARGEST_TABLE_BYTES));
  }

  private static Csv of(Path file, String text) {
    return new Csv(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The rows of a table that {@link HashedFile} wrote, each as an object.
   *
   * @param columns those that it must have
   * @param what as in {@link #rows}
   * @param remedy what to do if it has others, or a row says nothing, for the message
   * @throws InputError if the table cannot be read, was changed, or is another one
   */
  public static <T> List<T> read(
      Path file, List<String> columns, Function<List<String>, T> what, String remedy) {
    Csv table = hashed(file);
    if (!table.columns.equals(columns)) {
      throw new InputError(
          "line 1 of %s is %s, not %s; %s"
              .formatted(file, String.join(",", table.columns), String.join(",", columns), remedy));
    }
    return table.rows(what, remedy);
  }

  /** The names of the columns. */
  public List<String> columns() {
    return columns;
  }

  /**
   * The cells of the next row, as many as there are columns; empty at the end of the table.
   *
   * @throws InputError if the row is broken; the message says where it is
   */
  public Optional<List<String>> next() {
    Optional<List<String>> row = cells();
    long at = line;
    boolean blank = isBlank(row);
    while (isBlank(row)) {
      row = cells();
    }
    if (row.isEmpty()) {
      return row;
    }
    int count = blank ? 0 : row.get().size();
    if (count != columns.size()) {
      throw new InputError(
          "line %d of %s has %d values, and its header names %d columns; the file may be cut off"
              .formatted(at, file, count, columns.size()));
    }
    return row;
  }

  /**
   * The remaining rows, each as an object.
   *
   * @param what says it of one row's cells; an {@link IllegalArgumentException} if it says nothing
   * @param remedy what to do if a row says nothing, for the message
   * @throws InputError if a row is broken or says nothing; the message says where it is
   */
  public <T> List<T> rows(Function<List<String>, T> what, String remedy) {
    List<T> rows = new ArrayList<>();
    forEach(cells -> rows.add(what.apply(cells)), remedy);
    return rows;
  }

  /**
   * Hands over the cells of the remaining rows.
   *
   * @param row takes them; an {@link IllegalArgumentException} if they say nothing
   * @param remedy as in {@link #rows}
   * @throws InputError as {@link #rows}
   */
  public void forEach(Consumer<List<String>> row, String remedy) {
    for (Optional<List<String>> cells = next(); cells.isPresent(); cells = next()) {
      try {
        row.accept(cells.get());
      } catch (IllegalArgumentException e) {
        throw new InputError(
            "line %d of %s cannot be used: %s; %s".formatted(line, file, e.getMessage(), remedy),
            e);
      }
    }
  }

  private static boolean isBlank(Optional<List<String>> row) {
    return row.isPresent() && row.get().size() == 1 && row.get().get(0).isBlank();
  }

  /** The cells of the next line. */
  private Optional<List<String>> cells() {
    line++;
    try {
      if (!lines.hasNext()) {
        close();
        return Optional.empty();
      }
      List<String> cells = lines.next().getFields();
      for (String cell : cells) {
        if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
          throw new InputError(
              "line %d of %s has a double quote that is not closed on that line"
                  .formatted(line, file));
        }
      }
      return Optional.of(cells);
    } catch (CsvParseException | UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InputError(
          "cannot read %s at line %d: %s; it may be cut off, no CSV file, or have more than %,d characters on a line"
              .formatted(file, line, cause.getMessage(), LONGEST_LINE),
          e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // It was only read: what was read is all there is to lose.
    }
  }

  /** A table as text, each row on a line: line ends in cells are written as spaces. */
  public static String text(List<String> columns, List<List<String>> rows) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      write(text, columns, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Writes a table as {@link #text} does, row by row; leaves {@code out} open. */
  public static void write(
      OutputStream out, List<String> columns, Iterable<? extends List<String>> rows)
      throws IOException {
    FastCsv.write(out, columns, rows);
  }

  /** A number as Java writes it; nothing where there is none. */
  public static String cell(double number) {
    return Double.isNaN(number) ? "" : Double.toString(number);
  }

  /**
   * The number in a cell; NaN if it is empty.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  public static double number(String cell) {
    try {
      return cell.isBlank() ? Double.NaN : Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is no number".formatted(cell.strip()), e);
    }
  }
}
