package io.espalier.file;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** FastCSV, set up for {@link Csv}. */
final class FastCsv {

  private FastCsv() {}

  /** The lines of a text in UTF-8; limits are those of a line. */
  static CsvReader<CsvRecord> reader(InputStream text, int longestLine) {
    // So a quote that is still open at the end has a line end in it too; and FastCSV, looking for a
    // byte order mark, takes a text of fewer than four bytes for a longer one.
    InputStream end = new ByteArrayInputStream("\n\n\n\n".getBytes(StandardCharsets.UTF_8));
    return CsvReader.builder()
        .skipEmptyLines(false)
        .allowMissingFields(true)
        .allowExtraFields(true)
        .detectBomHeader(true)
        .maxBufferSize(longestLine)
        .build(
            CsvRecordHandler.builder()
                .maxFields(longestLine)
                .maxFieldSize(longestLine)
                .maxRecordSize(longestLine)
                .build(),
            new SequenceInputStream(text, end),
            StandardCharsets.UTF_8);
  }

  /** Writes a table row by row; leaves the stream open. */
  static void write(OutputStream out, List<String> columns, Iterable<? extends List<String>> rows)
      throws IOException {
    // Not closed, since that would close the stream.
    CsvWriter writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.writeRecord(columns);
    for (List<String> row : rows) {
      writer.writeRecord(row.stream().map(FastCsv::onOneLine).toList());
    }
    writer.flush();
  }

  private static String onOneLine(String cell) {
    return cell.replace('\n', ' ').replace('\r', ' ');
  }
}
