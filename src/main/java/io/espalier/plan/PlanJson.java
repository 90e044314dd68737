package io.espalier.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plans as JSON, one node a line:
 *
 * <pre>{@code
 * {"input":"1x28x28","nodes":[
 * {"path":"input","op":{"type":"Input","shape":"1x28x28"},"inputs":[]},
 * {"path":"stem.conv","op":{"type":"Conv","in":1,"out":16,...},"inputs":[0]},
 * ...
 * ]}
 * }</pre>
 *
 * <p>Inputs are indices of earlier nodes; the last node is the output. The same plan always gives
 * the same text, so a hash of the text is a hash of the plan. Reading trusts nothing.
 */
public final class PlanJson {

  private static final int MOST_NODES = 20_000;
  private static final int LONGEST_TEXT = 16_000_000;

  /** Paths become names in programs and messages. */
  private static final String PATH = "[!-~&&[^\"'\\\\]]{1,1000}";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlanJson() {}

  /** The plan as text, complete and in its order. */
  public static String write(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("{\"input\":\"").append(plan.input()).append("\",\"nodes\":[\n");
    for (int n = 0; n < plan.nodes().size(); n++) {
      Node node = plan.nodes().get(n);
      ObjectNode json = JSON.createObjectNode();
      json.put("path", node.path());
      json.set("op", OpJson.write(node.op()));
      ArrayNode inputs = json.putArray("inputs");
      node.inputs().forEach(inputs::add);
      text.append(json).append(n + 1 < plan.nodes().size() ? ",\n" : "\n");
    }
    return text.append("]}\n").toString();
  }

  /**
   * An operation in one line, {@code Linear[in=16, out=10]}. Components that came later than their
   * operation are left out if they are what they used to be, so hashes of these texts stay.
   */
  public static String line(Op op) {
    ObjectNode json = OpJson.write(op);
    String name = json.remove(OpJson.TYPE).asText();
    return json.properties().stream()
        .map(component -> component.getKey() + "=" + component.getValue().asText())
        .collect(Collectors.joining(", ", name + "[", "]"));
  }

  /**
   * Reads a plan.
   *
   * @param what the name of the text in messages, usually its file
   * @throws InputError if it is not JSON, has an unknown operation, an unknown or missing field, or
   *     is not a valid plan; the message names the node
   */
  public static Plan read(String what, String text) {
    try {
      return read(parse(text));
    } catch (InputError | IllegalArgumentException | ArithmeticException e) {
      throw new InputError("cannot use %s as a plan: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static JsonNode parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new InputError("it has more than %d characters".formatted(LONGEST_TEXT));
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InputError("it is no JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static Plan read(JsonNode json) {
    requireFields("the plan", json, List.of("input", "nodes"));
    JsonNode list = json.get("nodes");
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_NODES) {
      throw new InputError("its nodes must be a list of 1 to %d".formatted(MOST_NODES));
    }
    List<Node> nodes = new ArrayList<>(list.size());
    for (JsonNode node : list) {
      nodes.add(node(nodes.size(), node));
    }
    Plan plan = new Plan(nodes);
    Shape input = OpJson.shape(json.get("input").asText());
    if (!input.equals(plan.input())) {
      throw new InputError(
          "its input is %s, but its first node takes %s".formatted(input, plan.input()));
    }
    return plan;
  }

  private static Node node(int index, JsonNode json) {
    try {
      requireFields("it", json, List.of("path", "op", "inputs"));
      String path = json.get("path").asText();
      if (!json.get("path").isTextual() || !path.matches(PATH)) {
        throw new InputError(
            "its path must be a text of at most 1,000 letters, digits and signs, without blanks and quotes");
      }
      JsonNode list = json.get("inputs");
      if (!list.isArray() || list.size() > Math.max(1, index)) {
        throw new InputError("its inputs must be a list of earlier nodes");
      }
      List<Integer> inputs = new ArrayList<>(list.size());
      for (JsonNode input : list) {
        if (!input.isInt()) {
          throw new InputError("its input %s is not the index of a node".formatted(input));
        }
        inputs.add(input.intValue());
      }
      return new Node(path, OpJson.read(json.get("op")), inputs);
    } catch (InputError e) {
      String name = json.path("path").isTextual() ? " (" + json.get("path").asText() + ")" : "";
      throw new InputError("node %d%s: %s".formatted(index, name, e.getMessage()), e);
    }
  }

  private static void requireFields(String what, JsonNode json, List<String> fields) {
    if (!json.isObject()) {
      throw new InputError("%s is no JSON object with the fields %s".formatted(what, fields));
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!fields.contains(field.getKey())) {
        throw InputError.unknown("field", field.getKey(), fields);
      }
    }
    for (String field : fields) {
      if (!json.has(field)) {
        throw new InputError("%s has no field '%s'".formatted(what, field));
      }
    }
  }
}
