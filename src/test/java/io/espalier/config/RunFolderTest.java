package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path root;

  @Test
  void savesTheResolvedConfiguration() {
    Configuration configuration = Configuration.defaults().set("seed=9");
    begin(configuration);
    assertThat(Configuration.read(RunFolder.config(root)).values())
        .isEqualTo(configuration.values());
  }

  @Test
  void programsOfAReceivedFolderAreNotKept() {
    AtomicFile.writeText(
        RunFolder.config(root), Configuration.defaults().set("export.python=/no/python").text());
    begin(Configuration.ofRun(root).set("export.python=/my/python"));
    assertThat(RunFolder.config(root)).content().contains("python: \"\"").doesNotContain("/python");
  }

  @Test
  void settingsOfAnEmptyRunMayChange() {
    begin(Configuration.defaults());
    begin(Configuration.defaults().set("train.epochs=3"));
    assertThat(Configuration.read(RunFolder.config(root)).values().train().recipe().epochs())
        .isEqualTo(3);
  }

  @Test
  void settingsThatATrainedSupernetHangsOnMayNot() {
    try (RunFolder folder = RunFolder.open(root, Configuration.defaults())) {
      folder.begin();
      AtomicFile.writeText(folder.lastCheckpoint(), "weights");
    }
    assertThatThrownBy(() -> RunFolder.open(root, Configuration.defaults().set("train.epochs=3")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("train.epochs 30, not 3");
    RunFolder.open(root, Configuration.defaults().set("search.evaluations=3")).close();
    RunFolder.open(root, Configuration.defaults().set("limits.macs.1=3")).close();
  }

  @Test
  void settingsThatASearchHangsOnMayNot() {
    try (RunFolder folder = RunFolder.open(root, Configuration.defaults())) {
      folder.begin();
      AtomicFile.writeText(folder.search("random").resolve("journal.jsonl"), "");
    }
    for (String setting : new String[] {"limits.macs.1=3", "search.batch_size=3", "seed=3"}) {
      assertThatThrownBy(() -> RunFolder.open(root, Configuration.defaults().set(setting)))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("--work-dir");
    }
    RunFolder.open(root, Configuration.defaults().set("search.evaluations=3")).close();
  }

  @Test
  void aRefusedRunLeavesTheLockAndTheConfigurationAlone() {
    Configuration first = Configuration.defaults();
    try (RunFolder folder = RunFolder.open(root, first)) {
      folder.begin();
      AtomicFile.writeText(folder.lastCheckpoint(), "weights");
      assertThatThrownBy(() -> RunFolder.open(root, first))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("in use by process");
    }
    assertThatThrownBy(() -> RunFolder.open(root, first.set("seed=3")))
        .isInstanceOf(InputError.class);
    assertThat(RunFolder.config(root)).hasContent(first.text());
    RunFolder.open(root, first).close();
  }

  @Test
  void aRunThatCameToNothingLeavesNothing() {
    Path folder = root.resolve("new");
    RunFolder.open(folder, Configuration.defaults()).close();
    assertThat(folder).doesNotExist();
    try (RunFolder run = RunFolder.open(folder, Configuration.defaults())) {
      run.begin();
      AtomicFile.writeText(folder.resolve("metrics.csv"), "step");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aRunThatNeverBeganLeavesAnOlderOneAsItWas() {
    begin(Configuration.defaults());
    RunFolder.open(root, Configuration.defaults().set("limits.macs.1=3")).close();
    assertThat(RunFolder.config(root)).hasContent(Configuration.defaults().text());
  }

  @Test
  void resultsStay() {
    Path folder = root.resolve("new");
    try (RunFolder run = RunFolder.open(folder, Configuration.defaults())) {
      run.begin();
      AtomicFile.writeText(run.lastCheckpoint(), "weights");
    }
    assertThat(folder.resolve("checkpoints/last.safetensors")).exists();
    assertThat(RunFolder.config(folder)).exists();
  }

  @Test
  void anExportFromGivenWeightsStays() {
    Path folder = root.resolve("run");
    try (RunFolder run = RunFolder.open(folder, Configuration.defaults())) {
      AtomicFile.writeText(run.export("0-1").resolve("child.yaml"), "a child");
    }
    assertThat(folder.resolve("export/0-1/child.yaml")).exists();
  }

  private void begin(Configuration configuration) {
    try (RunFolder folder = RunFolder.open(root, configuration)) {
      folder.begin();
    }
  }
}
