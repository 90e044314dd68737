package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.latency.LatencyTable;
import io.espalier.supernet.elastic.WarmStart;
import java.nio.file.Path;

/** Files that a configuration names count by what they say, so their hashes are written beside. */
final class FileHashes {

  private FileHashes() {}

  /**
   * Adds the hashes of files that are named anew.
   *
   * @param merged the settings
   * @param given those of them that were given last
   */
  static void add(ObjectNode merged, ObjectNode given) {
    JsonNode train = given.path("train");
    if ((train.has("warm_start") || train.has("warm_start_names"))
        && !train.has("warm_start_hash")) {
      String file = merged.at("/train/warm_start").asText();
      String hash = new WarmStart(file, merged.at("/train/warm_start_names").asText()).hash();
      ((ObjectNode) merged.get("train")).put("warm_start_hash", hash);
    }
    JsonNode search = given.path("search");
    if (search.has("latency_table") && !search.has("latency_table_hash")) {
      String file = merged.at("/search/latency_table").asText();
      String hash = file.isEmpty() ? "" : LatencyTable.read(Path.of(file)).hash();
      ((ObjectNode) merged.get("search")).put("latency_table_hash", hash);
    }
  }
}
