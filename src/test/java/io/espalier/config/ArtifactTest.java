package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    FILES.forEach(
        (artifact, file) -> {
          Path root = folder.resolve(path).resolve(artifact.name());
          try (RunFolder run = RunFolder.open(root, BEFORE)) {
            run.begin();
            AtomicFile.writeText(root.resolve(file), "results");
          }
          if (artifact.dependsOn(path)) {
            assertThatThrownBy(() -> RunFolder.open(root, changed.getValue()))
                .as("%s, %s", artifact, path)
                .isInstanceOf(InputError.class)
                .hasMessageContaining(path + " ");
          } else {
            RunFolder.open(root, changed.getValue()).close();
          }
        });
    for (Artifact artifact : Artifact.values()) {
      assertThat(changed.getValue().hash(artifact).equals(BEFORE.hash(artifact)))
          .as("%s, %s", artifact, path)
          .isNotEqualTo(artifact.dependsOn(path));
    }
  }

  @Test
  void whatIsHarmlessIsASettingAndSaysWhy() {
    for (Artifact artifact : Artifact.values()) {
      for (Artifact.Harmless harmless : artifact.harmless()) {
        assertThat(harmless.reason()).isNotBlank();
        // This searcher has no settings.
        if (!harmless.path().equals("search.random.")) {
          assertThat(BEFORE.leaves().keySet())
              .as(artifact + " " + harmless)
              .anyMatch(harmless::covers);
        }
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
            "seed", "space", "data", "supernet", "train", "estimate", "search", "constraints");
    assertThat(sections(Artifact.SEARCH_BY_TRAINING)).contains("retrain");
    assertThat(sections(Artifact.CHILD))
        .containsExactly("seed", "space", "data", "supernet", "retrain");
    assertThat(
            BEFORE.leaves().keySet().stream()
                .filter(path -> path.startsWith("search."))
                .filter(path -> !Artifact.SEARCH.dependsOn(path)))
        .containsExactly(
            "search.searcher", "search.evaluations", "search.workers", "search.memory_mb");
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
    ObjectNode defaults = YamlText.parse(Configuration.defaultsText(), "defaults").root();
    for (String path : BEFORE.leaves().keySet()) {
      String value = other(path, defaults.at("/" + path.replace('.', '/')));
      changed.put(path, BEFORE.set(path + "=" + value));
    }
    return changed;
  }

  /** Another value that is allowed. */
  private static String other(String path, JsonNode value) {
    Map<String, String> names = Map.of("retrain.recipe", "darts", "work_dir", "elsewhere");
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
      Range range = Range.of(path, Range.all("run").at("/" + path.replace('.', '/')));
      for (String number : List.of("2", "3", "0", "1", "0.25", "-1", "100000")) {
        JsonNode given = YamlText.value(number, path);
        if (range.holds(given)
            && given.doubleValue() != value.doubleValue()
            && (!value.isIntegralNumber() || given.isIntegralNumber())) {
          return number;
        }
      }
      throw new AssertionError("no other number for " + path);
    }
    return "another";
  }
}
