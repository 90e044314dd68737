package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final Table table =
      new Table(
          List.of("name", "score"),
          List.of(List.of("a, \"b\"", "1.50"), List.of("longer name", "93.25")));

  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(print(Table.Format.table))
        .isEqualTo("name         score\na, \"b\"        1.50\nlonger name  93.25\n");
  }

  @Test
  void quotesCsvAndWritesNumbersAsNumbersInJson() {
    assertThat(print(Table.Format.csv))
        .isEqualTo("name,score\n\"a, \"\"b\"\"\",1.50\nlonger name,93.25\n");
    assertThat(print(Table.Format.json))
        .contains("\"name\" : \"a, \\\"b\\\"\"")
        .contains("\"score\" : 93.25");
  }

  private String print(Table.Format format) {
    StringWriter text = new StringWriter();
    table.print(format, new PrintWriter(text));
    return text.toString();
  }
}
