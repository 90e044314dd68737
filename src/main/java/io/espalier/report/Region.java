package io.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node of the LaNAS tree, as {@code tree.json} describes it.
 *
 * @param name the way from the root: {@code good.bad}
 * @param samples the number of samples in the region
 * @param meanScore their mean score
 * @param bestScore the best of them
 * @param bestArchitecture its id
 * @param visits the number of times the search chose the region
 * @param ucb its upper confidence bound; NaN if it has none
 * @param rule the options that decide most about membership, the strongest first
 * @param children none, or the good and the bad one
 */
record Region(
    String name,
    int samples,
    double meanScore,
    double bestScore,
    String bestArchitecture,
    int visits,
    double ucb,
    List<String> rule,
    List<Region> children) {

  private static final int DEEPEST = 64;

  /**
   * Reads a tree.
   *
   * @throws InputError if samples or scores of a node are missing
   */
  static Region read(JsonNode json) {
    return read(json, 0);
  }

  private static Region read(JsonNode json, int depth) {
    if (depth > DEEPEST || !json.path("samples").isInt() || !json.path("meanScore").isNumber()) {
      throw new InputError("a node of the tree has no samples or no mean score, or lies too deep");
    }
    List<String> rule = new ArrayList<>();
    json.path("rule").forEach(part -> rule.add(part.asText()));
    List<Region> children = new ArrayList<>();
    json.path("children").forEach(child -> children.add(read(child, depth + 1)));
    return new Region(
        json.path("name").asText("?"),
        json.path("samples").asInt(),
        json.path("meanScore").asDouble(),
        json.path("bestScore").asDouble(Double.NaN),
        json.path("bestArchitecture").asText(""),
        json.path("visits").asInt(),
        json.path("ucb").asDouble(Double.NaN),
        List.copyOf(rule),
        List.copyOf(children));
  }

  /** The last step of the way here: {@code root}, {@code good} or {@code bad}. */
  String step() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** This region and all below, each before its children. */
  Stream<Region> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Region::all));
  }

  /** The number of leaves. */
  int leaves() {
    return children.isEmpty() ? 1 : children.stream().mapToInt(Region::leaves).sum();
  }
}
