package io.espalier.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks in {@code notebooks/} are what they say, and run. */
class NotebooksTest {

  private static final Path FOLDER = Path.of("notebooks");
  private static final Pattern IMPORT =
      Pattern.compile("^import ([\\w.]+)\\.(\\w+|\\*);", Pattern.MULTILINE);

  @TempDir Path folder;

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  /** Their bytes are those that the program writes, and every cell has the outputs of one run. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void areAsTheProgramWritesThem(Path file) throws IOException {
    Notebook notebook = Notebook.read(file);
    assertThat(Files.readString(file)).isEqualTo(notebook.text());
    JsonNode tree = JsonMapper.builder().build().readTree(file.toFile());
    List<Integer> counts = new ArrayList<>();
    for (JsonNode cell : tree.get("cells")) {
      if (cell.get("cell_type").asText().equals("code")) {
        counts.add(cell.get("execution_count").asInt(-1));
      }
      assertThat(cell.get("id").asText()).matches("[a-zA-Z0-9_-]{1,64}");
    }
    assertThat(counts).isNotEmpty();
    for (int i = 0; i < counts.size(); i++) {
      assertThat(counts.get(i)).isEqualTo(i + 1);
    }
    assertThat(notebook.cells().get(0).source()).startsWith("# ");
    assertThat(notebook.cells()).anyMatch(NotebookCell::isExact);
    assertThat(notebook.cells())
        .filteredOn(NotebookCell::isExact)
        .allSatisfy(cell -> assertThat(cell.text()).isNotBlank());
  }

  /** Compiling the cells would take half a minute; that what they import is there, takes none. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void importOnlyWhatThereIs(Path file) throws ClassNotFoundException {
    for (NotebookCell cell : Notebook.read(file).cells()) {
      Matcher imports = IMPORT.matcher(cell.isCode() ? cell.source() : "");
      while (imports.find()) {
        if (imports.group(2).equals("*")) {
          String folder = imports.group(1).replace('.', '/');
          assertThat(
                  imports.group(1).startsWith("java")
                      || getClass().getResource("/" + folder) != null)
              .as("%s, which cell %d of %s imports", imports.group(1), cell.number(), file)
              .isTrue();
        } else {
          assertThat(Class.forName(imports.group(1) + "." + imports.group(2))).isPublic();
        }
      }
    }
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("notebooks")
  void runAndSayTheSame(Path file) {
    Notebook stored = Notebook.read(file);
    List<NotebookCell> now = NotebookRun.of(stored, file, Progress.SILENT).cells();
    for (NotebookCell cell : stored.cells()) {
      if (cell.isExact()) {
        assertThat(now.get(cell.number() - 1).text())
            .as("cell %d of %s", cell.number(), file)
            .isEqualTo(cell.text());
      }
    }
  }

  @Test
  void theReadmeListsThemAll() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    assertThat(notebooks())
        .hasSize(6)
        .allSatisfy(file -> assertThat(readme).contains("(" + file.getFileName() + ")"));
  }

  @Test
  void aRunReplacesOutputsAndStopsAtAFailure() throws IOException {
    Path file = folder.resolve("one.ipynb");
    Files.writeString(
        file,
        """
        {"cells": [
          {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# One"},
          {"cell_type": "code", "id": "b", "metadata": {"tags": ["exact"]}, "execution_count": 9,
           "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}],
           "source": ["int n = 2;\\n", "System.out.println(n);\\n", "n + 1"]}],
         "metadata": {"kernelspec": {"name": "java"}}, "nbformat": 4, "nbformat_minor": 5}
        """);
    Notebook done = NotebookRun.of(Notebook.read(file), file, Progress.SILENT);
    NotebookCell cell = done.cells().get(1);
    assertThat(cell.text().lines()).containsExactly("2", "", "3");
    assertThat(cell.outputs().get(1).get("execution_count").asInt()).isEqualTo(1);
    done.write(file);
    assertThat(Notebook.read(file).text()).isEqualTo(done.text());

    Files.writeString(file, done.text().replace("n + 1", "n / 0"));
    assertThatThrownBy(() -> NotebookRun.of(Notebook.read(file), file, Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cell 2 of " + file)
        .hasMessageContaining("/ by zero");
  }

  @Test
  void whatIsNoNotebookOfJavaIsRefused() throws IOException {
    Path file = folder.resolve("x.ipynb");
    Files.writeString(file, "{\"nbformat\": 4, \"cells\": [], \"metadata\": {}}");
    assertThatThrownBy(() -> Notebook.read(file)).hasMessageContaining("is for the kernel ''");
    Files.writeString(file, "{\"nbformat\": 3}");
    assertThatThrownBy(() -> Notebook.read(file))
        .hasMessageContaining("is no notebook of format 4");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> Notebook.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is no notebook");
  }
}
