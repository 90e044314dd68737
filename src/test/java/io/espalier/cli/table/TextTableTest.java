package io.espalier.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private final TextTable table =
      new TextTable(
          List.of("name", "score"),
          List.of(List.of("a, \"b\"", "1.50"), List.of("longer name", "93.25")));

  @Test
  void alignsTextLeftAndNumbersRight() {
    assertThat(print(TextTable.Format.table))
        .isEqualTo("name         score\na, \"b\"        1.50\nlonger name  93.25\n");
  }

  @Test
  void quotesCsvAndWritesNumbersAsNumbersInJson() {
    assertThat(print(TextTable.Format.csv))
        .isEqualTo("name,score\n\"a, \"\"b\"\"\",1.50\nlonger name,93.25\n");
    assertThat(print(TextTable.Format.json))
        .contains("\"name\" : \"a, \\\"b\\\"\"")
        .contains("\"score\" : 93.25");
  }

  /** The columns of {@code top}, which are 130 characters wide. */
  private static final TextTable TOP =
      new TextTable(
          List.of(
              "searcher",
              "trial",
              "architecture",
              "score",
              "standard_error",
              "images",
              "trained_accuracy",
              "macs_millions",
              "params_millions",
              "why"),
          List.of(
              List.of(
                  "lanas",
                  "12",
                  "2-1-4-1-0-2",
                  "61.20",
                  "0.77",
                  "4000",
                  "",
                  "1.50",
                  "0.1",
                  "good.good.bad, expected improvement"),
              List.of(
                  "random",
                  "7",
                  "0-1-4-1-0-2",
                  "60.1",
                  "0.77",
                  "4000",
                  "",
                  "2.50",
                  "0.2",
                  "drawn")));

  @Test
  void aNarrowWindowGetsNoLineThatWraps() {
    List<String> wide = print(TOP, 200);
    assertThat(wide.get(0)).hasSizeGreaterThan(100).contains("trained_accuracy");
    List<String> lines = print(TOP, 80);
    assertThat(lines).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(0)).contains("standard").contains("params").doesNotContain("trained");
    assertThat(lines.get(1)).startsWith("searcher  trial").contains("error").contains("millions");
    assertThat(lines.get(2)).contains("2-1-4-1-0-2").contains("0.77").contains("1.50");
    assertThat(lines.get(lines.size() - 1)).contains("-f csv");
    for (int width = 20; width < 130; width++) {
      int most = width;
      assertThat(print(TOP, width))
          .filteredOn(line -> !line.startsWith("("))
          .allMatch(line -> line.length() <= Math.max(most, 34));
    }
  }

  @Test
  void whatIsLeftOutIsSaid() {
    assertThat(print(TOP, 60))
        .anyMatch(line -> line.startsWith("(left out: ") && line.contains("why"));
  }

  @Test
  void oneRowIsShownValueByValue() {
    TextTable one = new TextTable(TOP.columns(), TOP.rows().subList(0, 1));
    assertThat(print(one, 80))
        .hasSize(10)
        .contains("architecture      2-1-4-1-0-2", "macs_millions     1.50");
  }

  @Test
  void idsAreNeverCut() {
    String id = "0.1-".repeat(30) + "0";
    TextTable ids =
        new TextTable(
            List.of("trial", "architecture", "score", "why"),
            List.of(List.of("1", id, "1", "x"), List.of("2", id, "2", "y")));
    assertThat(print(ids, 80)).filteredOn(line -> line.contains(id)).hasSize(2);
  }

  @Test
  void longSentencesAreBrokenBetweenWords() {
    TextTable facts =
        new TextTable(
            List.of("fact", "value"),
            List.of(List.of("data", "sample, 10 classes, 1 channels of 28x28 pixels and more")));
    assertThat(print(facts, 40))
        .containsExactly(
            "fact  value",
            "data  sample, 10 classes, 1 channels of",
            "      28x28 pixels and more");
  }

  @Test
  void aFileOrAPipeGetsEverything() {
    assertThat(print(TextTable.Format.table)).doesNotContain("left out");
  }

  private static List<String> print(TextTable table, int width) {
    StringWriter text = new StringWriter();
    table.print(TextTable.Format.table, new PrintWriter(text), width);
    return text.toString().lines().toList();
  }

  private String print(TextTable.Format format) {
    StringWriter text = new StringWriter();
    table.print(format, new PrintWriter(text));
    return text.toString();
  }
}
