package io.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  private static final List<String> COLUMNS = List.of("name", "score");

  @TempDir Path folder;

  @Test
  void onlyCellsThatNeedQuotesHaveThem() {
    List<List<String>> rows =
        List.of(List.of("a b", "1.5"), List.of("c,d", "\"x\""), List.of("two\nlines", ""));
    String text = Csv.text(COLUMNS, rows);
    assertThat(text).isEqualTo("name,score\na b,1.5\n\"c,d\",\"\"\"x\"\"\"\ntwo lines,\n");
    assertThat(rows(text)).containsExactly(rows.get(0), rows.get(1), List.of("two lines", ""));
  }

  @Test
  void marksAndLineEndsOfOtherSystemsAreNoPartOfCells() {
    assertThat(rows("\uFEFFname, score\r\na,1\r\nb,2"))
        .hasSize(2)
        .last()
        .isEqualTo(List.of("b", "2"));
    try (Csv table = table("\uFEFFname, score\r\n")) {
      assertThat(table.columns()).isEqualTo(COLUMNS);
    }
    assertThat(rows("name,score\na,1\n\n  \n")).hasSize(1);
  }

  @Test
  void brokenTablesAreRefusedByLine() {
    Map<String, String> reasons =
        Map.of(
            "", "is empty",
            "name,name\n", "names a column twice: name, name",
            "name,score\na,1\nb", "line 3 of table.csv has 1 values, and its header names 2",
            "name,score\na,1\n\nb,2\n", "line 3 of table.csv has 0 values",
            "name\n\na\n", "line 2 of table.csv has 0 values",
            "name,score\na,\"1\nb,2\n", "line 2 of table.csv has a double quote that is not closed",
            "name,score\na,\"1", "line 2 of table.csv has a double quote that is not closed",
            "name,score\na,\"1\"2\n", "cannot read table.csv at line 2");
    reasons.forEach(
        (text, reason) ->
            assertThatThrownBy(() -> rows(text))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(reason));
  }

  @Test
  void aTornLastLineIsLeftOut() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "name,score\na,1\nb,2\nc");
    assertThat(Csv.open(file).rows(cells -> cells.get(0), "")).containsExactly("a", "b");
  }

  @Test
  void rowsThatSayNothingAreNamedWithARemedy() {
    Path file = folder.resolve("t.csv");
    HashedFile.write(file, Csv.text(COLUMNS, List.of(List.of("a", "1"), List.of("b", "high"))));
    assertThatThrownBy(() -> Csv.read(file, COLUMNS, cells -> Csv.number(cells.get(1)), "mend it"))
        .isInstanceOf(InputError.class)
        .hasMessage("line 3 of %s cannot be used: 'high' is no number; mend it".formatted(file));
    assertThatThrownBy(() -> Csv.read(file, List.of("name"), cells -> cells, "mend it"))
        .isInstanceOf(InputError.class)
        .hasMessage("line 1 of %s is name,score, not name; mend it".formatted(file));
  }

  @Test
  void numbersThatAreNotThereAreEmptyCells() {
    assertThat(Csv.cell(0.1)).isEqualTo("0.1");
    assertThat(Csv.cell(Double.NaN)).isEmpty();
    assertThat(Csv.number(" 0.1 ")).isEqualTo(0.1);
    assertThat(Csv.number("")).isNaN();
  }

  private static List<List<String>> rows(String text) {
    try (Csv table = table(text)) {
      return new ArrayList<>(table.rows(cells -> cells, ""));
    }
  }

  private static Csv table(String text) {
    return new Csv(
        Path.of("table.csv"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
