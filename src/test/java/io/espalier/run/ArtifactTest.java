package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.YamlText;
import io.espalier.settings.Artifact;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every setting, changed alone, is refused by what depends on it, and by nothing else. */
class ArtifactTest {

  private static final Configuration BEFORE = Configuration.defaults();

  /** What a run folder holds, and the artifact that it is. */
  private static final Map<Artifact, String> FILES =
      Map.of(
          Artifact.SUPERNET, "checkpoints/last.safetensors",
          Artifact.SEARCH, "search/random/journal.jsonl",
          Artifact.CHILD, "retrain/checkpoints/last.safetensors");

  /** Another value of each setting that has only a few. */
  private static final Map<String, String> ENUMS =
      Map.ofEntries(
          Map.entry("search.batch_norm", "batch"),
          Map.entry("search.score", "loss"),
          Map.entry("search.table_distinct", "networks"),
          Map.entry("search.lanas.initial_design", "random"),
          Map.entry("search.lanas.visits", "samples"),
          Map.entry("search.lanas.split", "mean"),
          Map.entry("search.lanas.backup", "mean"),
          Map.entry("search.lanas.targets", "raw"),
          Map.entry("search.lanas.cut_terms", "pairwise"),
          Map.entry("search.lanas.kernel", "hamming"),
          Map.entry("search.lanas.acquisition", "greedy"),
          Map.entry("search.lanas.learns_from", "leaf"));

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> everySettingIsDecisiveOrHarmlessForARunFolder() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, Configuration> changed : changed().entrySet()) {
      tests.add(DynamicTest.dynamicTest(changed.getKey(), () -> holds(changed)));
    }
    return tests;
  }

  private void holds(Map.Entry<String, Configuration> changed) {
    String path = changed.getKey();
    Settings other = changed.getValue().values();
    FILES.forEach(
        (artifact, file) -> {
          Path root = folder.resolve(path).resolve(artifact.name());
          try (RunFolder run = RunFolder.open(root, BEFORE.values())) {
            run.begin();
            AtomicFile.writeText(root.resolve(file), "results");
            run.keepSettings(run.search("random"));
          }
          ThrowingCallable again =
              () -> {
                try (RunFolder run = RunFolder.open(root, other)) {
                  run.checkSearch(run.search("random"), other);
                }
              };
          if (artifact.dependsOn(path)) {
            assertThatThrownBy(again)
                .as("%s, %s", artifact, path)
                .isInstanceOf(InputError.class)
                .hasMessageContaining(path + " ");
          } else {
            assertThatCode(again).as("%s, %s", artifact, path).doesNotThrowAnyException();
          }
        });
    for (Artifact artifact : Artifact.values()) {
      assertThat(other.hash(artifact).equals(BEFORE.values().hash(artifact)))
          .as("%s, %s", artifact, path)
          .isNotEqualTo(artifact.dependsOn(path));
    }
  }

  @Test
  void whatIsHarmlessIsASettingAndSaysWhy() {
    for (Artifact artifact : Artifact.values()) {
      for (Artifact.Harmless harmless : artifact.harmless()) {
        assertThat(harmless.reason()).isNotBlank();
        Set<String> known = new HashSet<>(BEFORE.leaves().keySet());
        // At their defaults they are left out, as earlier versions did not know them.
        known.addAll(
            List.of("search.objectives", "search.table_cost_file", "search.latency_table_hash"));
        assertThat(known).as(artifact + " " + harmless).anyMatch(harmless::covers);
      }
    }
  }

  /** Written down once more, so that a list that grew by mistake is noticed. */
  @Test
  void weightsJournalsAndChildrenDependOnTheseSections() {
    assertThat(sections(Artifact.SUPERNET))
        .containsExactly("seed", "space", "data", "supernet", "train");
    assertThat(sections(Artifact.SEARCH))
        .containsExactly(
            "seed", "space", "data", "supernet", "train", "estimate", "search", "limits");
    assertThat(sections(Artifact.SEARCH_BY_TRAINING)).contains("retrain");
    assertThat(sections(Artifact.CHILD))
        .containsExactly("seed", "space", "data", "supernet", "retrain");
    assertThat(
            BEFORE.leaves().keySet().stream()
                .filter(path -> path.startsWith("search."))
                .filter(path -> !Artifact.SEARCH.dependsOn(path)))
        .containsExactly(
            "search.name",
            "search.searcher",
            "search.evaluations",
            "search.workers",
            "search.batches_under_way",
            "search.latency_table",
            "search.memory_mb");
    assertThat(
            BEFORE.leaves().keySet().stream()
                .filter(path -> path.startsWith("search."))
                .filter(Artifact.SUPERNET_ESTIMATE::dependsOn))
        .containsExactly("search.validation_images", "search.recalibration_images");
  }

  private static List<String> sections(Artifact artifact) {
    return BEFORE.leaves().keySet().stream()
        .filter(artifact::dependsOn)
        .map(path -> path.split("\\.", 2)[0])
        .distinct()
        .toList();
  }

  /** The defaults with one setting changed, by its path. */
  private static Map<String, Configuration> changed() {
    Map<String, Configuration> changed = new LinkedHashMap<>();
    ObjectNode defaults =
        YamlText.parse(Configuration.defaultsText(Catalogues.BUILT_IN), "defaults").root();
    for (String path : BEFORE.leaves().keySet()) {
      if (path.startsWith("train.warm_start") || path.startsWith("search.latency_table")) {
        // Files that have to be there; WarmStartTest and LatencyCommandTest name some.
        continue;
      }
      String value = other(path, defaults.at("/" + path.replace('.', '/')));
      changed.put(path, BEFORE.set(path + "=" + value));
    }
    return changed;
  }

  private static boolean isAllowed(String path, String value) {
    try {
      BEFORE.set(path + "=" + value).values();
      return true;
    } catch (InputError e) {
      return false;
    }
  }

  /** Another value that is allowed. */
  private static String other(String path, JsonNode value) {
    Map<String, String> names =
        Map.of("retrain.recipe", "darts", "work_dir", "elsewhere", "search.name", "mine");
    if (names.containsKey(path)) {
      return names.get(path);
    }
    if (value.isArray()) {
      return "[null, 7]";
    }
    if (value.isBoolean()) {
      return Boolean.toString(!value.asBoolean());
    }
    if (value.isNumber()) {
      for (String number : List.of("2", "3", "0", "1", "0.25", "-1", "100000")) {
        if (Double.parseDouble(number) != value.doubleValue() && isAllowed(path, number)) {
          return number;
        }
      }
      throw new AssertionError("no other number for " + path);
    }
    return isAllowed(path, "another") ? "another" : ENUMS.get(path);
  }
}
