package io.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.run.Cluster;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.run.Train;
import io.espalier.settings.Settings;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's threads in this process; clusters of processes are the matter of a slow test. */
class SparkClusterTest {

  @TempDir Path folder;

  @Test
  void estimatesAreThoseOfThisProcess() {
    Settings settings = configuration().values();
    try (Run run = Run.open(settings, Progress.SILENT)) {
      new Train(run).run("espalier train", false);
    }
    List<Trial> here = search(settings.withSearch(settings.search().withName("here")), false);
    // Only what is not known already goes to the cluster.
    deleteEstimates();
    List<Trial> there = search(settings.withSearch(settings.search().withName("there")), true);
    assertThat(there).hasSize(24);
    assertThat(common(here, there)).hasSize(24);
    common(here, there)
        .forEach((architecture, scores) -> assertThat(scores[1]).isEqualTo(scores[0]));
  }

  @Test
  void trainingsAreThoseOfThisProcess() {
    Settings settings = byTraining().values();
    List<Trial> here = search(settings.withWorkDir(folder.resolve("here").toString()), false);
    List<Trial> there = search(settings.withWorkDir(folder.resolve("there").toString()), true);
    assertThat(there).hasSize(3);
    assertThat(common(here, there)).hasSize(3);
    common(here, there)
        .forEach((architecture, scores) -> assertThat(scores[1]).isEqualTo(scores[0]));
  }

  @Test
  void whatACLusterCannotDoIsRefusedInWords() {
    assertThatThrownBy(() -> Cluster.connect("spark://127.0.0.1:1", Map.of(), Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no Spark master answers at spark://127.0.0.1:1");
    assertThatThrownBy(() -> Cluster.connect("yarn", Map.of(), Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("allowed are spark://host:port");
    assertThatThrownBy(
            () -> Cluster.connect("local[2]", Map.of("executor.memory", "4g"), Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("'executor.memory' is no option of Spark");
    Settings stopping = byTraining().set("estimate.scratch.stop_from=3").values();
    assertThatThrownBy(() -> search(stopping, true))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("median rule");
  }

  private Configuration configuration() {
    return SmallRun.in(folder.resolve("run"))
        .set("search.searcher=random")
        .set("search.evaluations=24")
        .set("search.batch_size=4");
  }

  private Configuration byTraining() {
    return configuration()
        .set("search.evaluations=3")
        .set("search.batch_size=2")
        .set("estimate.weights.supernet=0")
        .set("estimate.weights.scratch=1")
        .set("estimate.scratch.stop_from=0")
        .set("retrain.epochs=1")
        .set("retrain.channels=4")
        .set("retrain.cells=1");
  }

  private List<Trial> search(Settings settings, boolean onSpark) {
    try (Run run = Run.open(settings, Progress.SILENT)) {
      if (!onSpark) {
        return result(new Search(run));
      }
      try (Cluster cluster = Cluster.connect("local[2]", Map.of(), Progress.SILENT)) {
        return result(new Search(run.with(cluster)));
      }
    }
  }

  private static List<Trial> result(Search search) {
    Study.Result result = search.run(false);
    assertThat(result.end()).isEqualTo(Study.End.BUDGET);
    return result.trials();
  }

  /** The scores of the architectures that are in both, by their ids. */
  private static Map<String, double[]> common(List<Trial> a, List<Trial> b) {
    Map<String, double[]> scores = new TreeMap<>();
    for (Trial trial : a) {
      b.stream()
          .filter(other -> other.architecture().equals(trial.architecture()))
          .forEach(
              other ->
                  scores.put(
                      trial.architecture(),
                      new double[] {trial.score().orElseThrow(), other.score().orElseThrow()}));
    }
    return scores;
  }

  private void deleteEstimates() {
    for (File file : folder.resolve("run/estimates").toFile().listFiles()) {
      assertThat(file.delete()).isTrue();
    }
  }
}
