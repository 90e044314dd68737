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
    RunFolder.open(root, configuration).close();
    assertThat(Configuration.read(RunFolder.config(root)).values())
        .isEqualTo(configuration.values());
  }

  @Test
  void settingsOfAnEmptyRunMayChange() {
    RunFolder.open(root, Configuration.defaults()).close();
    RunFolder.open(root, Configuration.defaults().set("train.epochs=3")).close();
    assertThat(Configuration.read(RunFolder.config(root)).values().train().recipe().epochs())
        .isEqualTo(3);
  }

  @Test
  void settingsThatATrainedSupernetHangsOnMayNot() {
    try (RunFolder folder = RunFolder.open(root, Configuration.defaults())) {
      AtomicFile.writeText(folder.lastCheckpoint(), "weights");
    }
    assertThatThrownBy(() -> RunFolder.open(root, Configuration.defaults().set("train.epochs=3")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("train.epochs 30, not 3");
    RunFolder.open(root, Configuration.defaults().set("search.evaluations=3")).close();
    RunFolder.open(root, Configuration.defaults().set("constraints.macs.1=3")).close();
  }

  @Test
  void settingsThatASearchHangsOnMayNot() {
    try (RunFolder folder = RunFolder.open(root, Configuration.defaults())) {
      AtomicFile.writeText(folder.search("random").resolve("journal.jsonl"), "");
    }
    for (String setting : new String[] {"constraints.macs.1=3", "search.batch_size=3", "seed=3"}) {
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
  void aCommandThatDidNothingLeavesNoNewFolder() {
    Path fresh = root.resolve("fresh");
    try (RunFolder folder = RunFolder.open(fresh, Configuration.defaults())) {
      AtomicFile.writeText(folder.log(), "refused");
      folder.takeBackIfUnused();
    }
    assertThat(fresh).doesNotExist();
  }

  @Test
  void aCommandThatDidNothingLeavesTheConfigurationAsItWas() {
    RunFolder.open(root, Configuration.defaults()).close();
    Configuration other = Configuration.defaults().set("constraints.macs.1=3");
    try (RunFolder folder = RunFolder.open(root, other)) {
      folder.takeBackIfUnused();
    }
    assertThat(RunFolder.config(root)).hasContent(Configuration.defaults().text());
  }

  @Test
  void resultsAreNeverTakenBack() {
    RunFolder.open(root, Configuration.defaults()).close();
    Configuration other = Configuration.defaults().set("constraints.macs.1=3");
    try (RunFolder folder = RunFolder.open(root, other)) {
      AtomicFile.writeText(folder.lastCheckpoint(), "weights");
      folder.takeBackIfUnused();
    }
    assertThat(RunFolder.config(root)).hasContent(other.text());
    assertThat(root.resolve("checkpoints/last.safetensors")).exists();
  }
}
