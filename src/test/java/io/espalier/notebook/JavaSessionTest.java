package io.espalier.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class JavaSessionTest {

  private final JavaSession session = new JavaSession();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @AfterEach
  void close() {
    session.close();
  }

  private String text(String source) throws CellFailure {
    return session.run(source, out).map(shown -> shown.forms().get(Shown.TEXT)).orElse("");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void cellsSeeWhatThoseBeforeDeclared() throws CellFailure {
    PrintStream before = System.out;
    text(
        "import java.util.List;\nint twice(int n) { return 2 * n; }\nrecord Pair(int a, int b) {}");
    assertThat(text("var all = List.of(twice(3), 4);\nSystem.out.println(all.size() + \" ä\");"))
        .isEmpty();
    assertThat(printed()).isEqualTo("2 ä" + System.lineSeparator());
    assertThat(text("new Pair(all.get(0), 1)")).isEqualTo("Pair[a=6, b=1]");
    assertThat(System.out).isSameAs(before);
  }

  @Test
  void onlyTheLastExpressionIsShown() throws CellFailure {
    assertThat(text("1 + 1;\n2 + 2")).isEqualTo("4");
    assertThat(text("int n = 7;")).isEmpty();
    assertThat(text("n")).isEqualTo("7");
    assertThat(text("n;")).isEmpty();
    assertThat(text("n + 1 // more\n")).isEqualTo("8");
    assertThat(text("\"one\\ntwo\"")).isEqualTo("one\ntwo");
    assertThat(text("(Object) null")).isEmpty();
    assertThat(text("  // nothing\n")).isEmpty();
  }

  @Test
  void picturesAndTablesAreShownAsSuch() throws CellFailure {
    Optional<Shown> picture =
        session.run(
            "new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB)",
            out);
    assertThat(picture.orElseThrow().forms())
        .containsEntry(Shown.TEXT, "a picture of 3 x 2")
        .hasEntrySatisfying(Shown.PNG, png -> assertThat(png).startsWith("iVBORw0KGgo"));
    Optional<Shown> table =
        session.run(
            "io.espalier.notebook.Sheet.of(\"name\", \"value\").with(\"<a>\", 1.5).with(\"b\", 12)",
            out);
    assertThat(table.orElseThrow().forms().get(Shown.TEXT).lines())
        .containsExactly("name  value", "<a>   1.500", "b        12");
    assertThat(table.get().forms().get(Shown.HTML))
        .contains("&lt;a&gt;</td><td style=\"text-align:right\">1.500");
  }

  @Test
  void whatIsWrongIsTold() throws CellFailure {
    assertThatThrownBy(() -> text("int a = 1;\nint b = \"x\";"))
        .isInstanceOf(CellFailure.class)
        .hasMessageContaining("String cannot be converted to int")
        .hasMessageContaining("at: \"x\"");
    assertThat(text("a")).as("what ran before").isEqualTo("1");
    assertThatThrownBy(() -> text("List.of(1, 2"))
        .isInstanceOf(CellFailure.class)
        .hasMessageContaining("reached end of file while parsing");
    assertThatThrownBy(() -> text("new int[2][-1]"))
        .hasMessageContaining("java.lang.NegativeArraySizeException: -1");
    assertThatThrownBy(() -> text("int f() { return missing(); }\nf()"))
        .hasMessageContaining("missing()");
  }

  @Test
  void aCellCanBeStopped() {
    Timer timer = new Timer(true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            session.stop();
          }
        },
        1_000,
        500);
    try {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(60),
          () ->
              assertThatThrownBy(() -> text("while (true) { Thread.sleep(10); }"))
                  .hasMessage("stopped"));
    } finally {
      timer.cancel();
    }
  }

  @Test
  void editorsAreHelped() throws CellFailure {
    text("int[] numbers = {3};");
    JavaSession.Completion completion = session.complete("numbers.le", 10);
    assertThat(completion.texts()).contains("length");
    assertThat(completion.from()).isEqualTo(8);
    assertThat(session.signatures("Math.max(", 9)).contains("int Math.max(int a, int b)");
    assertThat(session.completeness("int a = 1;\nint b"))
        .isEqualTo(Completeness.COMPLETE_WITH_SEMI);
    assertThat(session.completeness("int a = 1;\nfor (;;) {"))
        .isEqualTo(Completeness.DEFINITELY_INCOMPLETE);
    assertThat(session.completeness(" ")).isEqualTo(Completeness.EMPTY);
  }
}
