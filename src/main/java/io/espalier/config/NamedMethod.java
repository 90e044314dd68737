package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.compare.Instance;
import io.espalier.compare.Method;
import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.search.Searcher;

/**
 * A comparison's searcher. With the same seed and settings it proposes what {@code espalier search}
 * proposes.
 *
 * @param name its name in the comparison
 * @param searcher which searcher it is
 * @param settings the settings of a search
 */
record NamedMethod(String name, String searcher, Config.SearchSection settings) implements Method {

  /**
   * A searcher.
   *
   * @param values what the comparison says of it
   * @throws InputError if a setting is out of its range
   */
  static NamedMethod of(String name, JsonNode values) {
    String searcher = values.get("searcher").asText();
    ObjectNode own = values.deepCopy();
    own.remove("searcher");
    ObjectNode given = own.objectNode();
    if (!own.isEmpty()) {
      given.putObject("search").set(searcher, own);
    }
    try {
      Config config = Configuration.defaults().with(given, "in the comparison").values();
      return new NamedMethod(name, searcher, config.search());
    } catch (InputError e) {
      // The section is one of a search's configuration; here the searcher's own keys are it.
      String problem = e.getMessage().replace("in section search." + searcher + ": ", "");
      throw new InputError("searcher %s: %s".formatted(name, problem), e);
    }
  }

  @Override
  public Searcher searcher(Instance instance, long seed) {
    return Searchers.named(searcher, instance.space(), instance.limits(), settings, new Seed(seed));
  }
}
