package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.YamlText;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
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
        RunFolder.config(root),
        Configuration.defaults().set("export.pytorch.python=/no/python").text());
    begin(Configuration.ofRun(root, Catalogues.BUILT_IN).set("export.pytorch.python=/my/python"));
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
    try (RunFolder folder = RunFolder.open(root, Configuration.defaults().values())) {
      folder.begin();
      AtomicFile.writeText(folder.lastCheckpoint(), "weights");
    }
    assertThatThrownBy(
            () -> RunFolder.open(root, Configuration.defaults().set("train.epochs=3").values()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("train.epochs 30, not 3");
    RunFolder.open(root, Configuration.defaults().set("search.evaluations=3").values()).close();
    RunFolder.open(root, Configuration.defaults().set("limits.macs.1=3").values()).close();
  }

  @Test
  void settingsThatASearchDependsOnMayNotForThatSearch() {
    try (RunFolder folder = RunFolder.open(root, Configuration.defaults().values())) {
      Path study = folder.search("mine");
      AtomicFile.writeText(study.resolve("journal.jsonl"), "");
      folder.keepSettings(study);
      for (String setting : new String[] {"limits.macs.1=3", "search.batch_size=3", "seed=3"}) {
        Settings changed = Configuration.defaults().set(setting).values();
        assertThatThrownBy(() -> folder.checkSearch(study, changed))
            .isInstanceOf(InputError.class)
            .hasMessageContaining(
                "a search 'mine' that was made with "
                    + setting.substring(0, setting.indexOf('=')).replaceAll("\\..*", ""));
        folder.checkSearch(folder.search("another"), changed);
      }
      folder.checkSearch(study, Configuration.defaults().set("search.evaluations=3").values());
      assertThat(folder.searches()).containsExactly("mine");
    }
  }

  @Test
  void aRefusedRunLeavesTheLockAndTheConfigurationAlone() {
    Configuration first = Configuration.defaults();
    try (RunFolder folder = RunFolder.open(root, first.values())) {
      folder.begin();
      AtomicFile.writeText(folder.lastCheckpoint(), "weights");
      assertThatThrownBy(() -> RunFolder.open(root, first.values()))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("in use by process");
    }
    assertThatThrownBy(() -> RunFolder.open(root, first.set("seed=3").values()))
        .isInstanceOf(InputError.class);
    assertThat(RunFolder.config(root)).hasContent(YamlText.write(YamlText.tree(first.values())));
    RunFolder.open(root, first.values()).close();
  }

  @Test
  void aRunThatCameToNothingLeavesNothing() {
    Path folder = root.resolve("new");
    RunFolder.open(folder, Configuration.defaults().values()).close();
    assertThat(folder).doesNotExist();
    try (RunFolder run = RunFolder.open(folder, Configuration.defaults().values())) {
      run.begin();
      AtomicFile.writeText(folder.resolve("metrics.csv"), "step");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aRunThatNeverBeganLeavesAnOlderOneAsItWas() {
    begin(Configuration.defaults());
    RunFolder.open(root, Configuration.defaults().set("limits.macs.1=3").values()).close();
    assertThat(RunFolder.config(root))
        .hasContent(YamlText.write(YamlText.tree(Configuration.defaults().values())));
  }

  @Test
  void resultsStay() {
    Path folder = root.resolve("new");
    try (RunFolder run = RunFolder.open(folder, Configuration.defaults().values())) {
      run.begin();
      AtomicFile.writeText(run.lastCheckpoint(), "weights");
    }
    assertThat(folder.resolve("checkpoints/last.safetensors")).exists();
    assertThat(RunFolder.config(folder)).exists();
  }

  @Test
  void anExportFromGivenWeightsStays() {
    Path folder = root.resolve("run");
    try (RunFolder run = RunFolder.open(folder, Configuration.defaults().values())) {
      AtomicFile.writeText(run.export("0-1").resolve("child.yaml"), "a child");
    }
    assertThat(folder.resolve("export/0-1/child.yaml")).exists();
  }

  private void begin(Configuration configuration) {
    try (RunFolder folder = RunFolder.open(root, configuration.values())) {
      folder.begin();
    }
  }
}
