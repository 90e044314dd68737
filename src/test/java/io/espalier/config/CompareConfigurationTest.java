package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.compare.Comparison;
import io.espalier.compare.ComparisonPlan;
import io.espalier.compare.ComparisonTask;
import io.espalier.compare.Instance;
import io.espalier.compare.Method;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.search.EvolutionSettings;
import io.espalier.settings.Catalogues;
import io.espalier.task.compare.NamedMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareConfigurationTest {

  private static final String SMALL =
      """
      budget: 20
      seeds: {count: 3}
      checkpoints: [20, 5]
      reference: random
      tasks:
        peaks: {synthetic: peaks}
        mine: {space: table, table: own.csv, score: proxy, truth: truth, choices: "kernel,depth"}
      searchers:
        random: {searcher: random}
        young: {searcher: evolution, population: 8, sample: 4}
      """;

  @TempDir Path folder;

  private CompareConfiguration read(String text) throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, text);
    return CompareConfiguration.read(file, Catalogues.BUILT_IN);
  }

  private ComparisonPlan parts(String text) throws IOException {
    Files.write(
        folder.resolve("own.csv"),
        List.of(
            "kernel,depth,proxy,truth,macs",
            "3,2,71,60,1",
            "5,2,72,61,2",
            "3,4,70,64,3",
            "5,4,73,63,4"));
    return read(text).plan(folder);
  }

  @Test
  void putsTasksAndSearchersTogether() throws IOException {
    ComparisonPlan parts = parts(SMALL);
    Comparison comparison = parts.comparison();
    assertThat(comparison.tasks().stream().map(ComparisonTask::name))
        .containsExactly("peaks", "mine");
    assertThat(comparison.methods().stream().map(Method::name)).containsExactly("random", "young");
    assertThat(comparison.design().checkpoints()).containsExactly(5, 20);
    assertThat(comparison.size()).isEqualTo(12);
    assertThat(parts.tables()).containsOnlyKeys("own.csv");
    NamedMethod young = (NamedMethod) comparison.methods().get(1);
    assertThat(((EvolutionSettings) young.settings()).population()).isEqualTo(8);
  }

  /** What is wrong with a task is told by the keys of the comparison's file, not of a search's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          score: proxy, truth: truth, unit: permille | unknown unit 'permille'
          score: proxy, noise_images: -1 | is -1; allowed is a whole number from 0
          score: proxy, noise_images: 10, error: macs | noise_images and error were both given
          score: proxy, noise_images: 10 | the unit of column proxy
          truth: truth | its column of scores in score
          score: proxy, limits: {macs: [null, 2]} | limits.macs needs costs.macs
          """)
  void problemsAreToldInTheKeysOfTheFile(String task, String problem) {
    String text = "tasks:\n  mine: {space: table, table: own.csv, %s}\n".formatted(task);
    assertThatThrownBy(
            () -> parts(text + "searchers:\n  random: {searcher: random}\n").comparison())
        .isInstanceOf(InputError.class)
        .hasMessageMatching("(?s)(task mine: |tasks\\.mine\\.).*")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("search.", "table_");
  }

  @Test
  void aTableIsSeenThroughItsScoreAndJudgedByItsTruth() throws IOException {
    Instance mine = parts(SMALL).comparison().tasks().get(1).instance(1);
    assertThat(mine.optimum()).hasValue(64);
    var best = mine.space().listing().orElseThrow().get(2);
    assertThat(mine.truth().applyAsDouble(best)).isEqualTo(64);
    assertThat(((Estimate) mine.estimator().estimate(List.of(best)).get(0)).score()).isEqualTo(70);
  }

  @Test
  void limitsLowerTheOptimum() throws IOException {
    String limited =
        SMALL.replace(
            "truth: truth,", "truth: truth, costs: {macs: macs}, limits: {macs: [2, 2.5]},");
    assertThat(parts(limited).comparison().tasks().get(1).instance(1).optimum()).hasValue(61);
    String none =
        SMALL.replace(
            "truth: truth,", "truth: truth, costs: {macs: macs}, limits: {macs: [0, 0.5]},");
    assertThatThrownBy(() -> parts(none).comparison())
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("task mine: no architecture");
  }

  @Test
  void noiseIsAnotherForEverySeedAndTheSameForEverySearcher() throws IOException {
    String noisy = SMALL.replace("truth: truth,", "unit: percent, noise_images: 100,");
    ComparisonTask mine = parts(noisy).comparison().tasks().get(1);
    var one = mine.instance(1).space().listing().orElseThrow();
    assertThat(mine.instance(1).estimator().estimate(one))
        .isEqualTo(mine.instance(1).estimator().estimate(one))
        .isNotEqualTo(mine.instance(2).estimator().estimate(one));
    assertThat(mine.instance(1).optimum()).hasValue(73);
  }

  @Test
  void everySeedSearchesItsOwnInstanceUnlessOneIsFixed() throws IOException {
    ComparisonTask own = parts(SMALL).comparison().tasks().get(0);
    assertThat(own.instance(1).number()).isNotEqualTo(own.instance(2).number());
    String fixed = SMALL.replace("{synthetic: peaks}", "{synthetic: rugged, instances: 7}");
    ComparisonTask same = parts(fixed).comparison().tasks().get(0);
    assertThat(same.instance(1)).isSameAs(same.instance(2));
    assertThat(same.instance(1).optimum()).isPresent();
    String large =
        SMALL.replace("{synthetic: peaks}", "{synthetic: rugged, options: {choices: 30}}");
    assertThat(parts(large).comparison().tasks().get(0).instance(1).optimum()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budget: 20 | buget: 20 | unknown key at the top level (line 1 of",
        "population: 8 | popluation: 8 | unknown key in section searchers.young (line 10 of",
        "searcher: evolution | searcher: evolutoin | (did you mean 'evolution'?)",
        "searcher: evolution, | '' | unknown searchers.young.searcher",
        "{searcher: random} | random | searchers.random of",
        "sample: 4 | sample: 40 | searcher young: evolution with a population",
        "synthetic: peaks | synthetic: peaks, table: x | unknown key in section tasks.peaks",
        "synthetic: peaks | synthetic: pekas | task peaks: unknown synthetic truth 'pekas'",
        "synthetic: peaks | synthetic: peaks, instances: some | task peaks: instances is 'some'",
        "synthetic: peaks | synthetic: peaks, options: {options: 1} | is 1; allowed is a whole number from 2",
        "own.csv | own2.csv | task mine: there is no file",
        "score: proxy | score: porxy | task mine:",
        "reference: random | reference: radnom | unknown reference 'radnom'",
        "'[20, 5]' | '[20, 5.5]' | a list of whole numbers",
        "'[20, 5]' | '[20, 50]' | checkpoint 50 is no number",
        "budget: 20 | budget: 0 | is 0; allowed is a whole number from 1",
        "budget: 20 | 'workers: -1' | workers (line 1 of",
        "peaks: { | 'pe aks: {' | is no name in the section tasks",
      })
  void saysWhatIsWrong(String from, String to, String message) {
    assertThat(SMALL).contains(from);
    assertThatThrownBy(() -> parts(SMALL.replace(from, to)).comparison())
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  @Test
  void aComparisonNeedsTasksAndSearchers() {
    assertThatThrownBy(() -> read("searchers: {random: {searcher: random}}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("names no tasks");
    assertThatThrownBy(() -> read("tasks: {peaks: {synthetic: peaks}}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("names no searchers");
  }

  @Test
  void workersAreNoDifference() throws IOException {
    String hash = parts(SMALL).hash();
    assertThat(parts("workers: 2\n" + SMALL).hash()).isEqualTo(hash);
    assertThat(parts(SMALL.replace("population: 8", "population: 9")).hash()).isNotEqualTo(hash);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    CompareConfiguration small = read(SMALL);
    assertThat(read(small.text()).text()).isEqualTo(small.text());
  }

  @Test
  void aSmokeTestIsSmall() throws IOException {
    CompareSettings smoke = read(SMALL).smoke(2, 10).settings();
    assertThat(smoke.budget()).isEqualTo(10);
    assertThat(smoke.seeds().count()).isEqualTo(2);
    assertThat(smoke.checkpoints()).containsExactly(5);
  }
}
