package io.espalier.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Reads once-for-all's tables: a key for each block, with {@code mean} in milliseconds. */
public final class BlockTable {

  private static final String MEAN = "mean";
  private static final int PROBES = 50;

  private BlockTable() {}

  /**
   * Reads a table for the networks of a blueprint.
   *
   * @throws InputError if the file is no such table, a latency is not positive, or a network of the
   *     space has a block that is not in it
   */
  public static LatencyTable read(
      Path file, Blueprint blueprint, LatencyTable.Conditions conditions) {
    ObjectNode tree = YamlText.read(file).root();
    Map<String, Double> blocks = new LinkedHashMap<>();
    tree.properties()
        .forEach(entry -> blocks.put(entry.getKey(), mean(file, entry.getKey(), entry.getValue())));
    if (blocks.isEmpty()) {
      throw new InputError("%s holds no blocks".formatted(file));
    }
    BlockLookup lookup = new BlockLookup(blocks);
    RandomGenerator random = new Seed(0).derive("probes").generator();
    List<Architecture> probes = new ArrayList<>(blueprint.covering());
    for (int n = 0; n < PROBES; n++) {
      probes.add(blueprint.space().sample(random));
    }
    double sum = 0;
    List<Double> latencies = new ArrayList<>();
    for (Architecture probe : probes) {
      double ms = lookup.predict(blueprint.plan(probe).live());
      latencies.add(ms);
      sum += ms;
    }
    LatencyUnit.ASSUMED.check(
        new MeasuredNetworks(probes, latencies, Double.NaN), blueprint, conditions.batch());
    return LatencyTable.ofBlocks(blueprint, conditions, blocks)
        .withQuality("as published; mean of %.2f ms".formatted(sum / probes.size()));
  }

  private static double mean(Path file, String key, JsonNode block) {
    JsonNode mean = block.path(MEAN);
    if (!mean.isNumber()) {
      throw new InputError(
          "%s is no table of blocks: %s has no number called mean; its lines are like '%s'"
              .formatted(file, key, "Conv-input:224x224x3-output:112x112x16: {mean: 1.2}"));
    }
    if (!(mean.asDouble() > 0)) {
      throw new InputError(
          "%s says that %s takes %s ms; a block takes more than 0 ms, so correct or leave out the line"
              .formatted(file, key, mean.asText()));
    }
    return mean.asDouble();
  }
}
