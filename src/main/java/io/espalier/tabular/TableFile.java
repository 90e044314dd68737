package io.espalier.tabular;

import io.espalier.error.InputError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Opens the file of a table: CSV or NAS-Bench-Macro's JSON, gzipped or not, or Accel-NASBench's
 * files in a folder or an archive.
 */
final class TableFile {

  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  /** The size of the first header of an archive. */
  private static final int TAR_HEADER = 512;

  private static final int BUFFER_BYTES = 1 << 16;

  private TableFile() {}

  /**
   * Opens {@code file}, as JSON if it begins with a brace.
   *
   * @throws InputError if there is no such file, or it is none of these
   */
  static CellReader open(Path file) {
    InputStream text;
    boolean json;
    try {
      if (Files.isDirectory(file)) {
        return ResultFilesReader.ofFolder(file);
      }
      text = text(file);
      text.mark(TAR_HEADER);
      byte[] begin = text.readNBytes(TAR_HEADER);
      text.reset();
      if (TarArchiveInputStream.matches(begin, begin.length)) {
        return ResultFilesReader.ofArchive(file, text);
      }
      json = begin.length > 0 && begin[0] == '{';
    } catch (NoSuchFileException e) {
      throw new InputError("there is no file %s".formatted(file), e);
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s: %s; it may be cut off or no table".formatted(file, e.getMessage()), e);
    }
    return json ? new MacroJsonReader(file, text) : new CsvReader(file, text);
  }

  private static InputStream text(Path file) throws IOException {
    if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
      // A device or a pipe may never end.
      throw new NoSuchFileException(file.toString());
    }
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      bytes.mark(2);
      boolean zipped = bytes.read() == GZIP_MAGIC_1 && bytes.read() == GZIP_MAGIC_2;
      bytes.reset();
      InputStream plain = zipped ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
      return new BufferedInputStream(new BoundedStream(plain), BUFFER_BYTES);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
