package io.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once-for-all's tables of blocks. */
class BlockLookupTest {

  private static final SpaceKind KIND = SpaceKinds.ALL.named("ofa_mobilenetv3");
  private static final LatencyTable.Conditions PHONE =
      new LatencyTable.Conditions("a phone", "its runtime", 1, 1);

  /** Kernel 3, expansion 3, depth 2 everywhere. */
  private static final String SMALLEST =
      "{'ks': [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 'e': [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 'd': [2, 2, 2, 2, 2]}";

  @TempDir Path folder;

  private static Plan plan(Blueprint blueprint, String text) {
    return blueprint.plan(blueprint.space().parse(text)).live();
  }

  @Test
  void keysAreThoseOfThePublishedTables() {
    BlockLookup lookup = new BlockLookup(Map.of("x-se:0", 1.0));
    List<String> keys =
        lookup.keys(plan(KIND.blueprint(), SMALLEST)).stream().map(names -> names.get(0)).toList();
    assertThat(keys).hasSize(1 + 11 + 4);
    assertThat(keys.subList(0, 4))
        .containsExactly(
            "Conv-input:224x224x3-output:112x112x16",
            "expanded_conv-input:112x112x16-output:112x112x16-expand:16-kernel:3-stride:1-idskip:1-se:0-hs:0",
            "expanded_conv-input:112x112x16-output:56x56x24-expand:48-kernel:3-stride:2-idskip:0-se:0-hs:0",
            "expanded_conv-input:56x56x24-output:56x56x24-expand:72-kernel:3-stride:1-idskip:1-se:0-hs:0");
    assertThat(keys.get(11))
        .isEqualTo(
            "expanded_conv-input:7x7x160-output:7x7x160-expand:480-kernel:3-stride:1-idskip:1-se:1-hs:1");
    assertThat(keys.subList(12, 16))
        .containsExactly(
            "Conv_1-input:7x7x160-output:7x7x960",
            "AvgPool2D-input:7x7x960-output:1x1x960",
            "Conv_2-input:1x1x960-output:1x1x1280",
            "Logits-input:1x1x1280-output:1x1x1000");
  }

  /** A table in which every block takes one millisecond more than the one before it. */
  private Path table(double scale) throws IOException {
    BlockLookup lookup = new BlockLookup(Map.of("x-se:0", 1.0));
    Map<String, Double> blocks = new TreeMap<>();
    RandomGenerator random = new Seed(3).generator();
    for (int n = 0; n < 3_000; n++) {
      Architecture drawn = KIND.space().sample(random);
      for (List<String> names : lookup.keys(KIND.blueprint().plan(drawn).live())) {
        blocks.putIfAbsent(names.get(0), scale * (1 + blocks.size() % 7));
      }
    }
    StringBuilder yaml = new StringBuilder();
    blocks.forEach((key, ms) -> yaml.append("%s: {count: 9, mean: %s}%n".formatted(key, ms)));
    return Files.writeString(folder.resolve("lookup.yaml"), yaml);
  }

  @Test
  void aNetworkTakesTheSumOfItsBlocks() throws IOException {
    LatencyTable read = BlockTable.read(table(1), KIND.blueprint(), PHONE);
    Path written = folder.resolve("phone.yaml");
    read.write(written);
    Architecture smallest = KIND.space().parse(SMALLEST);
    double expected =
        new BlockLookup(Map.of("x-se:0", 1.0))
            .keys(KIND.blueprint().plan(smallest).live()).stream()
                .mapToDouble(names -> read.blocksMs().get(names.get(0)))
                .sum();
    assertThat(LatencyTable.read(written).predictor(KIND).applyAsDouble(smallest))
        .isEqualTo(expected);
  }

  @Test
  void whatIsMissingOrImpossibleIsNamed() throws IOException {
    Path file = table(1);
    String all = Files.readString(file);
    Files.writeString(file, all.replaceAll("AvgPool2D[^\\n]*\\n", ""));
    assertThatThrownBy(() -> BlockTable.read(file, KIND.blueprint(), PHONE))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no AvgPool2D-input:7x7x960-output:1x1x960");
    Files.writeString(file, all.replaceFirst("mean: [\\d.]+", "mean: -1.0"));
    assertThatThrownBy(() -> BlockTable.read(file, KIND.blueprint(), PHONE))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("more than 0 ms");
    table(1e-3 / 10);
    assertThatThrownBy(() -> BlockTable.read(file, KIND.blueprint(), PHONE))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("look like seconds");
  }
}
