package io.espalier.report.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLabelsTest {

  @TempDir Path folder;

  @Test
  void theyAreReadAsTheyWereWritten() {
    RunLabels labels = new RunLabels(List.of("b", "a"), "a note: with a colon");
    labels.write(folder);
    assertThat(RunLabels.read(folder)).isEqualTo(labels);
  }

  /** People edit such files. */
  @ParameterizedTest
  @ValueSource(strings = {"tag: [a]\n", "tags: {a: b}\n", "tags: [a b]\nnote: ''\n"})
  void anotherFileIsRefusedInOneSentence(String text) throws IOException {
    Files.writeString(folder.resolve(RunLabels.FILE), text);
    assertThatThrownBy(() -> RunLabels.read(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("labels.yaml is no file of labels");
  }
}
