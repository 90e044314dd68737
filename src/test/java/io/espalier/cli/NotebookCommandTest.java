package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.session.ExitCode;
import io.espalier.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks by the command line. */
class NotebookCommandTest {

  private static final String NOTEBOOK =
      """
      {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null,
        "outputs": [], "source": "%s"}],
       "metadata": {"kernelspec": {"name": "java"}}, "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir Path folder;

  @Test
  void outputsAreStoredOrTheFileStaysAsItWas() throws IOException {
    Path good = folder.resolve("good.ipynb");
    Path bad = folder.resolve("bad.ipynb");
    Files.writeString(good, NOTEBOOK.formatted("6 * 7"));
    Files.writeString(bad, NOTEBOOK.formatted("6 * missing"));
    Terminal terminal = Terminal.run("notebook", "run", "-q", good.toString(), bad.toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.INPUT);
    assertThat(terminal.out().strip()).isEqualTo("Wrote " + good);
    assertThat(terminal.err())
        .contains("cell 1 of " + bad)
        .contains("cannot find symbol")
        .doesNotContain("\tat ");
    assertThat(Notebook.read(good).cells().get(0).text().strip()).isEqualTo("42");
    assertThat(Files.readString(bad)).isEqualTo(NOTEBOOK.formatted("6 * missing"));
  }

  @Test
  void whatCannotBeOpenedIsTold() {
    Terminal terminal = Terminal.run("notebook", "--folder", folder.resolve("none").toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.INPUT);
    assertThat(terminal.err()).contains("there is no folder " + folder.resolve("none"));
    Terminal kernel = Terminal.run("notebook", "kernel", folder.resolve("none.json").toString());
    assertThat(kernel.code()).isEqualTo(ExitCode.INPUT);
    assertThat(kernel.err()).contains("there is no file");
  }
}
