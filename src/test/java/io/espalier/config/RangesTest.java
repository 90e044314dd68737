package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number of every configuration has a range, and whatever is given, it is taken or refused.
 */
class RangesTest {

  private static final List<String> NASTY =
      List.of(
          "99999999999",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "2147483647",
          "2147483648",
          "-1",
          "0",
          "-0.0",
          "1e308",
          "1e999",
          "1e999999999",
          "-1e308",
          "1e-320",
          "0.5",
          "3.0000001",
          ".nan",
          ".inf",
          "-.inf",
          "0x7fffffffffffffffff",
          "nonsense",
          "''",
          "null",
          "true",
          "[]",
          "[1, 2]",
          "{}",
          "{a: 1}",
          "9".repeat(1_001),
          "1\n---\n2");

  @TempDir Path folder;

  private static ObjectNode tree(String name) {
    DefaultsText text = new DefaultsText(Catalogues.BUILT_IN);
    return switch (name) {
      case "defaults.yaml" -> YamlText.parse(text.run(), name).root();
      case "compare.yaml" -> YamlText.parse(text.compare(), name).root();
      default -> YamlText.parse(Configuration.resource(name), name).root();
    };
  }

  /** The paths of numbers in a tree of defaults: of ranges too, and of lists of numbers. */
  private static Set<String> numbers(ObjectNode tree) {
    Set<String> paths = new TreeSet<>();
    collect(tree, "", paths);
    return paths;
  }

  private static void collect(ObjectNode tree, String above, Set<String> paths) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String path = above + entry.getKey();
      JsonNode value = entry.getValue();
      if (value instanceof ObjectNode section) {
        collect(section, path + ".", paths);
      } else if (value.isNumber()
          || (value instanceof ArrayNode list && (list.isEmpty() || !list.get(0).isTextual()))) {
        paths.add(path);
      }
    }
  }

  private static Set<String> ranges(String part) {
    Set<String> paths = new TreeSet<>();
    collectRanges(new DefaultsText(Catalogues.BUILT_IN).ranges(part), "", paths);
    return paths;
  }

  private static void collectRanges(ObjectNode tree, String above, Set<String> paths) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String path = above + entry.getKey();
      if (entry.getValue() instanceof ObjectNode section) {
        collectRanges(section, path + ".", paths);
      } else {
        assertThat(Range.of(path, entry.getValue()))
            .as(path)
            .matches(range -> range.least().compareTo(range.most()) < 0);
        paths.add(path);
      }
    }
  }

  @Test
  void everyNumberHasARangeAndEveryRangeANumber() {
    assertThat(ranges("run")).isEqualTo(numbers(tree("defaults.yaml")));
    assertThat(ranges("comparison")).isEqualTo(numbers(tree("compare.yaml")));
    assertThat(ranges("ablation")).isEqualTo(numbers(tree("ablation.yaml")));
  }

  @Test
  void whateverANumberIsSetToItIsTakenOrRefused() {
    List<String> taken = new ArrayList<>();
    Configuration defaults = Configuration.defaults();
    for (String path : numbers(tree("defaults.yaml"))) {
      for (String value : NASTY) {
        try {
          Settings config = defaults.set(path + "=" + value).values();
          assertThat(config).isNotNull();
          taken.add(path + "=" + value);
        } catch (InputError e) {
          assertThat(e.getMessage()).as(path + "=" + value).isNotBlank();
        }
      }
    }
    assertThat(taken)
        .contains("seed=9223372036854775807", "data.cutout=0", "limits.macs=[1, 2]")
        .doesNotContain("seed=9223372036854775808", "train.epochs=99999999999")
        .noneMatch(setting -> setting.endsWith("=1e308") || setting.endsWith("=.nan"));
  }

  @Test
  void whateverAComparisonIsGivenItIsTakenOrRefused() throws IOException {
    Path file = folder.resolve("compare.yaml");
    for (String key :
        List.of(
            "budget: @",
            "seeds: {count: @}",
            "seeds: {first: @}",
            "checkpoints: @",
            "checkpoints: [@]",
            "batch: @",
            "workers: @",
            "top: @",
            "tasks: {hills: {synthetic: rugged, options: {choices: @}}}",
            "tasks: {table: {table: x.csv, noise_images: @}}",
            "tasks: {table: {table: x.csv, limits: {macs: [@, null]}}}",
            "searchers: {tree: {searcher: lanas, tree_height: @}}",
            "searchers: {tree: {searcher: lanas, ridge: @}}")) {
      String text = key + "\n";
      text += key.startsWith("tasks") ? "" : "tasks: {hills: {synthetic: rugged}}\n";
      text += key.startsWith("searchers") ? "" : "searchers: {pure: {searcher: random}}\n";
      for (String value : NASTY) {
        Files.writeString(file, text.replace("@", value));
        try {
          assertThat(CompareConfiguration.read(file, Catalogues.BUILT_IN).settings().batch())
              .isPositive();
        } catch (InputError e) {
          assertThat(e.getMessage()).as(key + " " + value).isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.epochs=99999999999|train.epochs|99999999999; allowed is a whole number from 1 to 1000000",
        "search.memory_mb=99999999999|search.memory_mb|from 1 to 10000000",
        "seed=9223372036854775808|seed|from -9223372036854775808 to 9223372036854775807",
        "supernet.channels=1000000001|supernet.channels|from 1 to 1000000",
        "train.learning_rate=1e308|train.learning_rate|a number from 0 to 1000",
        "limits.macs.1=-1|limits.macs|numbers from 0",
      })
  void saysWhatWasGivenAndWhatIsAllowed(String example) {
    String[] parts = example.split("\\|", -1);
    assertThatThrownBy(() -> Configuration.defaults().set(parts[0]))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(parts[1])
        .hasMessageContaining(parts[2]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"seed: 1\n---\nseed: 2\n", "seed: &x 1\nthreads: *x\n", "seed: 1\nseed: 2\n"})
  void aSecondDocumentAnAliasAndAKeyThatIsThereTwiceAreRefused(String text) throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, text);
    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2 of " + file);
  }

  @Test
  void onlyFilesAreRead() {
    assertThatThrownBy(() -> Configuration.read(Path.of("/dev/zero")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("/dev/zero");
  }
}
