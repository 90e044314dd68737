package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.search.EvolutionSettings;
import io.espalier.search.LocalSearchSettings;
import io.espalier.search.MctsSettings;
import io.espalier.search.bayes.BayesianSettings;
import io.espalier.search.lanas.LanasSettings;
import io.espalier.settings.Artifact;
import io.espalier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

  @TempDir Path folder;

  @Test
  void theDefaultsFillWhatAFileLeavesOut() throws IOException {
    Settings config = read("train:\n  epochs: 7\nlimits: {macs: [0, 330]}\n").values();
    assertThat(config.train().recipe().epochs()).isEqualTo(7);
    assertThat(config.train().recipe().batchSize())
        .isEqualTo(Configuration.defaults().values().train().recipe().batchSize());
    assertThat(config.limits().ranges().get("macs")).containsExactly(0.0, 330.0);
    assertThat(config.limits().ranges().get("params")).containsExactly(null, null);
  }

  @Test
  void theDefaultsAreThoseOfTheSearchers() {
    assertThat(Configuration.defaults().values().search().own())
        .containsEntry("lanas", LanasSettings.DEFAULT)
        .containsEntry("evolution", EvolutionSettings.DEFAULT)
        .containsEntry("local_search", LocalSearchSettings.DEFAULT)
        .containsEntry("mcts", MctsSettings.DEFAULT)
        .containsEntry("gp", BayesianSettings.DEFAULT);
  }

  /** A run folder keeps what a program chose, and it reads back to the same. */
  @Test
  void settingsAreWrittenWithTheKeysOfAConfiguration() throws IOException {
    Settings settings = Configuration.defaults().values().withSeed(7);
    assertThat(read(YamlText.write(YamlText.tree(settings))).values()).isEqualTo(settings);
    assertThat(settings.leaves()).isEqualTo(Configuration.defaults().set("seed=7").leaves());
  }

  @Test
  void keysOfEarlierVersionsAreToldByTheirNewNames() {
    for (String old :
        List.of(
            "finalists: {count: 3}|rerank",
            "constraints: {macs: [0, 1]}|limits",
            "search: {lanas: {starts: spread}}|initial_design",
            "search: {lanas: {traits: true}}|path_features",
            "search: {table_macs: x}|table_costs.macs",
            "export: {python: x}|pytorch.python")) {
      String[] parts = old.split("\\|", -1);
      assertThatThrownBy(() -> read(parts[0]))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("is called " + parts[1] + " now");
    }
  }

  @Test
  void theResolvedTextReadsBackToTheSame() throws IOException {
    Configuration first =
        Configuration.defaults()
            .set("data.source=folder:/my images/#1")
            .set("search.table=1e3")
            .set("limits.params=[null, 1.5]");
    Configuration second = read(first.text());
    assertThat(second.values()).isEqualTo(first.values());
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.values().hash()).isEqualTo(first.values().hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'train:\n  epocs: 3' | in section train (line 2 of | did you mean 'epochs'",
        "'sede: 3' | at the top level (line 1 of | did you mean 'seed'",
        "'train:\n  epochs: many' | train.epochs (line 2 of | a whole number",
        "'train:\n  epochs: 2.5' | train.epochs (line 2 of | a whole number",
        "'train:\n  learning_rate: fast' | train.learning_rate (line 2 of | a number",
        "'data:\n  flip: 3' | data.flip (line 2 of | true or false",
        "'train: 3' | train (line 1 of | a section with the keys",
        "'limits:\n  macs: 330' | limits.macs (line 2 of | a range [least, most]",
        "'limits:\n  macs: [1, 2, 3]' | limits.macs (line 2 of | a range [least, most]",
        "'space:\n  name: [a]' | space.name (line 2 of | a text",
        "'train:\n  epochs: 3\n  epochs: 4' | line 3 of | Duplicate field",
        "'train:\n  epochs: [' | line | no valid YAML",
        "'just words' | my.yaml | holds no 'key: value' lines",
      })
  void whatCannotBeUsedIsNamedWithItsLineAndWhatIsAllowed(
      String text, String where, String allowed) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(where)
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search.evaluations=0 | search.evaluations (--set search.evaluations=0) is 0; allowed is a whole number from 1",
        "data.validation_fraction=1.0 | data.validation_fraction is 1.0",
        "limits.macs=[5, 3] | limits.macs runs from 5.0 to 3.0",
        "train.epochs=0 | train.epochs (--set train.epochs=0) is 0; allowed is a whole number from 1",
        "retrain.momentum=1 | in section retrain: momentum is 1.0",
        "search.lanas.ridge=0 | in section search.lanas: the ridge of LaNAS is 0.0",
        "search.lanas.split=mediann | did you mean 'median'",
        "search.mcts.ucb_constant=-1 | search.mcts.ucb_constant (--set search.mcts.ucb_constant=-1) is -1; allowed is a number from 0",
        "search.local_search.starts=0 | (--set search.local_search.starts=0) is 0; allowed is a whole number from 1",
        "search.gp.exact_samples=1 | (--set search.gp.exact_samples=1) is 1; allowed is a whole number from 20",
        "search.evolution.sample=60 | evolution with a population of 50 and samples of 60",
      })
  void valuesOutOfRangeAreRefused(String setting, String message) {
    assertThatThrownBy(() -> Configuration.defaults().set(setting).values())
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.epochs | is no setting",
        "train.epocs=3 | did you mean 'epochs'",
        "tran.epochs=3 | did you mean 'train'",
        "train.epochs.x=3 | train.epochs",
        "limits.macs.2=3 | limits.macs",
      })
  void settingsThatDoNotFitAreRefused(String setting, String message) {
    assertThatThrownBy(() -> Configuration.defaults().set(setting))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  @Test
  void anEndOfARangeIsSetByItsIndex() {
    Configuration set = Configuration.defaults().set("limits.macs.1=330");
    assertThat(set.values().limits().ranges().get("macs")).containsExactly(null, 330.0);
    assertThat(set.set("limits.macs.0=5").values().limits().ranges().get("macs"))
        .containsExactly(5.0, 330.0);
  }

  @Test
  void theHashFollowsTheDecisiveSettingsAlone() {
    Configuration base = Configuration.defaults();
    Artifact chosen = Artifact.SUPERNET;
    assertThat(base.set("work_dir=elsewhere").values().hash(chosen))
        .isEqualTo(base.values().hash(chosen));
    assertThat(base.set("train.clip_norm=5").values().hash(chosen))
        .isEqualTo(base.values().hash(chosen));
    assertThat(base.set("train.epochs=31").values().hash(chosen))
        .isNotEqualTo(base.values().hash(chosen));
    assertThat(base.set("seed=2").values().hash(chosen)).isNotEqualTo(base.values().hash(chosen));
  }

  private Configuration read(String text) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, text);
    return Configuration.read(file);
  }

  /** The line of the problem itself, not of what was being read when it came. */
  @ParameterizedTest
  @CsvSource({
    "'a: 1\nb: 2\n\tc: 3\n', 3, a tab indents it",
    "'train:\n\tepochs: 3\n', 2, a tab indents it",
    "'train:\n  epochs: 3\n\n\tbatch_size: 3\n', 4, a tab indents it",
    "'seed: 1\ntrain:\n  epochs: 3\n seed: 2\n', 4, expected",
    "'seed: 1\ntrain: {epochs: 3}\n  other: 2\n', 3, expected",
    "'seed: 1\nseed: 2\n', 2, Duplicate",
  })
  void brokenYamlIsToldAtItsLine(String text, int line, String problem) throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(file, text);
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("line " + line + " of " + file)
        .hasMessageContaining(problem);
  }
}
