package io.espalier.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The values of a tree by their paths. */
public final class YamlLeaves {

  private YamlLeaves() {}

  /** The values of a file of YAML, by their paths. */
  public static Map<String, String> read(Path file) {
    return of(YamlText.read(file).root());
  }

  /** The values of a tree by their paths ({@code train.epochs}), in its own order. */
  public static Map<String, String> of(ObjectNode tree) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(tree, "", leaves);
    return leaves;
  }

  private static void collect(JsonNode node, String path, Map<String, String> leaves) {
    if (node instanceof ObjectNode section) {
      for (Map.Entry<String, JsonNode> entry : section.properties()) {
        String key = entry.getKey();
        collect(entry.getValue(), path.isEmpty() ? key : path + "." + key, leaves);
      }
    } else {
      leaves.put(path, text(node));
    }
  }

  /** Numbers that are equal have one text, alone or in a list: {@code 5} and {@code 5.0}. */
  private static String text(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue().stripTrailingZeros().toPlainString();
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(YamlLeaves::text)
            .collect(Collectors.joining(",", "[", "]"))
        : node.toString();
  }
}
