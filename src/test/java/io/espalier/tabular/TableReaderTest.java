package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
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

  @Test
  void otherSeparatorsAreNamed() throws IOException {
    Path semicolons = write(List.of("arch;mean;params", "00000000;1,5;2"));
    assertThatThrownBy(() -> read("macro", semicolons))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("semicolons")
        .hasMessageContaining("commas between columns");
    Path tabs = write(List.of("arch\tmean\tparams, flops", "00000000\t1\t2"));
    assertThatThrownBy(() -> open("macro", tabs))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("tabs");
    Path one = write(List.of("architecture", "00000000"));
    assertThat(open("macro", one)).containsExactly("0-0-0-0-0-0-0-0");
  }

  @Test
  void architecturesAreReadInEveryForm() throws IOException {
    String text = "|avg_pool_3x3~0|+|none~0|none~1|+|nor_conv_1x1~0|skip_connect~1|none~2|";
    Path ids = write(List.of("architecture,accuracy", text + ",1", "0-0-0-0-0-1,2"));
    assertThat(open("nasbench201", ids)).containsExactly("4-0-0-2-1-0", "0-0-0-0-0-1");
    Path digits = write(List.of("architecture,accuracy", "22212202,1"));
    assertThat(open("macro", digits)).containsExactly("2-2-2-1-2-2-0-2");
  }

  @Test
  void columnsOfChoicesGoByNameInAnyOrder() throws IOException {
    String header = "edge 2>3,edge 0>1,edge 0>3,edge 0>2,edge 1>2,edge 1>3,accuracy";
    String row = "avg_pool_3x3,nor_conv_1x1,skip_connect,none,none,none,71";
    assertThat(open("nasbench201", write(List.of(header, row)))).containsExactly("2-0-0-1-0-4");
    Path numbers = write(List.of(header, "4,2,1,0,0,0,71"));
    assertThatThrownBy(() -> open("nasbench201", numbers))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("unknown option of edge 0>1 '2'")
        .hasMessageContaining("nor_conv_3x3");
    Path parts = write(List.of(header.replace("edge 2>3,", ""), "none,none,none,none,none,1"));
    assertThatThrownBy(() -> open("nasbench201", parts))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("one for each choice ('edge 0>1' and so on)");
  }

  @Test
  void idsMustSayTheNetworkThatTheRestOfTheRowSays() throws IOException {
    String best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|none~2|";
    Path both = write(List.of("architecture,arch_str", "3-3-0-1-0-0," + best));
    assertThat(open("nasbench201", both)).containsExactly("3-3-0-1-0-0");
    // The same edges, those that leave a node together.
    Path otherOrder = write(List.of("architecture,arch_str", "3-3-1-0-0-0," + best));
    assertThatThrownBy(() -> open("nasbench201", otherOrder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("3-3-0-1-0-0")
        .hasMessageContaining("edge 0>1, edge 0>2, edge 1>2");
    // A network of skips and one 3x3 convolution; with skips first and convolutions next, as some
    // count.
    String header = "architecture,c10_params_M";
    Path counts = write(List.of(header, "0-1-0-0-1-3,0.316", "0-0-0-0-0-0,"));
    assertThat(open("nasbench201", counts)).containsExactly("0-1-0-0-1-3", "0-0-0-0-0-0");
    Path otherNumbers = write(List.of(header, "1-0-1-1-0-2,0.316346"));
    assertThatThrownBy(() -> open("nasbench201", otherNumbers))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("another order");
  }

  private static List<String> open(String space, Path file) {
    List<String> ids = new ArrayList<>();
    try (TableReader reader = TableReader.open(SpaceKinds.ALL.named(space).space(), file)) {
      for (Optional<TableRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        ids.add(row.get().architecture().id());
      }
    }
    return ids;
  }

  /** A small file that unpacks to more than any memory holds. */
  @Test
  void aLineWithoutAnEndIsGivenUp() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("arch,mean\n".getBytes(StandardCharsets.UTF_8));
      byte[] zeros = new byte[1 << 20];
      Arrays.fill(zeros, (byte) '0');
      for (int n = 0; n < 64; n++) {
        out.write(zeros);
      }
    }
    Path file = write(zipped.toByteArray());
    assertThatThrownBy(() -> read("macro", file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("more than 1,000,000 characters");
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
