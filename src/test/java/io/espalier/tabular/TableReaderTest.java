package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {

  @TempDir Path folder;

  @Test
  void gzippedAndPlainTablesReadAlike() throws IOException {
    List<TableRow> plain = read("macro", write(PublishedRows.MACRO));
    List<TableRow> zipped = read("macro", write(gzip(PublishedRows.MACRO)));
    assertThat(plain).isEqualTo(zipped).hasSize(10);
    assertThat(plain.get(9).architecture().id()).isEqualTo("2-2-2-1-2-2-0-2");
    assertThat(plain.get(9).value("mean")).isEqualTo(93.1267);
    assertThatThrownBy(() -> plain.get(0).value("maen"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'mean'");
  }

  @Test
  void cutOffFilesAreErrors() throws IOException {
    byte[] zipped = gzip(PublishedRows.MACRO);
    Path cut = write(Arrays.copyOf(zipped, zipped.length - 20));
    assertThatThrownBy(() -> read("macro", cut))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cut off");
    Path torn = write(List.of("arch,mean", "00000000,1", "0000"));
    assertThatThrownBy(() -> read("macro", torn))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("1 values");
  }

  @Test
  void foreignTablesAndRowsAreErrors() throws IOException {
    Path macro = write(PublishedRows.MACRO);
    assertThatThrownBy(() -> read("nasbench201", macro))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no column 'arch_str'");
    Path wrong = write(List.of("vertices,edge_bits,ops", "3,5,9"));
    assertThatThrownBy(() -> read("nasbench101", wrong))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("macro", folder.resolve("missing.csv")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there is no file");
    Path empty = write(new byte[0]);
    assertThatThrownBy(() -> read("macro", empty))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is empty");
  }

  private static List<TableRow> read(String space, Path file) {
    List<TableRow> rows = new ArrayList<>();
    try (TableReader reader = new TableReader(TableFormat.of(space), file)) {
      for (Optional<TableRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  private Path write(List<String> lines) throws IOException {
    return write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("table.csv"), bytes);
  }

  private static byte[] gzip(List<String> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
