package io.espalier.tabular;

import io.espalier.error.InputError;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file of comma-separated values line by line, gzipped or not. The first line names the
 * columns; values are not quoted.
 */
final class CsvReader implements AutoCloseable {

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final Path file;
  private final BufferedReader lines;
  private final List<String> columns;
  private long line = 1;

  CsvReader(Path file) {
    this.file = file;
    try {
      this.lines = open(file);
    } catch (NoSuchFileException e) {
      throw new InputError("there is no file %s".formatted(file), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
    try {
      String header = lines.readLine();
      if (header == null) {
        throw new InputError("%s is empty; its first line should name the columns".formatted(file));
      }
      this.columns = List.of(header.strip().split(",", -1));
    } catch (IOException e) {
      close();
      throw unreadable(e);
    } catch (InputError e) {
      close();
      throw e;
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      bytes.mark(2);
      boolean zipped = bytes.read() == GZIP_MAGIC_1 && bytes.read() == GZIP_MAGIC_2;
      bytes.reset();
      InputStream plain = zipped ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** The names in the first line. */
  List<String> columns() {
    return columns;
  }

  /** The cells of the next line, as many as there are columns; empty at the end of the file. */
  Optional<List<String>> next() {
    try {
      String text = lines.readLine();
      if (text == null) {
        return Optional.empty();
      }
      line++;
      List<String> cells = List.of(text.split(",", -1));
      if (cells.size() != columns.size()) {
        throw new InputError(
            "%s has %d values, and its header names %d columns; the file may be cut off"
                .formatted(place(), cells.size(), columns.size()));
      }
      return Optional.of(cells);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Where the last line read is, for messages. */
  String place() {
    return "line %d of %s".formatted(line, file);
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
        "cannot read %s behind line %d: %s; it may be cut off or no CSV file"
            .formatted(file, line, e.getMessage()),
        e);
  }
}
