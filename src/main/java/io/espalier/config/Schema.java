package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The form of a configuration: the keys of the defaults, with values of the same kind and within
 * their {@linkplain Range range}. A default of {@code 1} stands for a whole number, {@code 1.0} any
 * number, a list of nulls for a range of as many numbers or nulls, and an empty list for whole
 * numbers.
 */
final class Schema {

  /** Keys of earlier versions and their present names. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("finalists", "rerank"),
          Map.entry("constraints", "limits"),
          Map.entry("starts", "initial_design"),
          Map.entry("traits", "path_features"),
          Map.entry("onnx_batch_norm", "onnx/folds_batch_norm"),
          Map.entry("onnx_normalise", "onnx/normalises"),
          Map.entry("python", "pytorch/python"),
          Map.entry("python_seconds", "pytorch/seconds"),
          Map.entry("rms_decay", "rmsprop/decay"),
          Map.entry("rms_epsilon", "rmsprop/epsilon"),
          Map.entry("anneal_factor", "exponential/factor"),
          Map.entry("anneal_epochs", "exponential/every"),
          Map.entry("table_macs", "table_costs/macs"),
          Map.entry("table_params", "table_costs/params"));

  /** Sections that also take keys of the user's own, whose values are like those of the others. */
  private static final Set<String> OPEN = Set.of("limits", "table_costs", "costs");

  private final ObjectNode defaults;
  private final JsonNode ranges;

  /**
   * The schema of these defaults.
   *
   * @param ranges the ranges of their numbers, as a tree of the same form
   */
  Schema(ObjectNode defaults, JsonNode ranges) {
    this.defaults = defaults;
    this.ranges = ranges;
  }

  /**
   * Overwrites values of {@code base}, which has the keys of the defaults.
   *
   * @param where the places of the keys, for messages
   * @throws InputError if a key is unknown or a value is of another kind
   */
  void merge(ObjectNode base, ObjectNode given, Where where) {
    merge(base, given, "", where);
  }

  /**
   * As {@link #merge(ObjectNode, ObjectNode, Where)}, for a section of a larger configuration.
   *
   * @param section its path; empty at the top level
   */
  void merge(ObjectNode base, ObjectNode given, String section, Where where) {
    merge(base, defaults, ranges, given, section, where);
  }

  /** The place where the key with this path was given, for example {@code line 3 of my.yaml}. */
  @FunctionalInterface
  interface Where {
    String of(String path);
  }

  private static void merge(
      ObjectNode base,
      ObjectNode known,
      JsonNode ranges,
      ObjectNode given,
      String section,
      Where where) {
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      String path = section.isEmpty() ? key : section + "." + key;
      JsonNode standard = known.get(key);
      JsonNode range = ranges.path(key);
      if (standard == null && OPEN.contains(section.substring(section.lastIndexOf('.') + 1))) {
        standard = known.iterator().next();
        range = ranges.isEmpty() ? range : ranges.iterator().next();
      }
      if (standard == null) {
        throw unknown(known, key, section, where.of(path));
      }
      if (standard instanceof ObjectNode inner) {
        if (value.isNull()) {
          continue;
        }
        if (!(value instanceof ObjectNode mapping)) {
          throw wrong(path, where, value, "a section with the keys " + names(inner));
        }
        merge((ObjectNode) base.get(key), inner, range, mapping, path, where);
      } else {
        check(standard, range, value, path, where);
        base.set(key, value);
      }
    }
  }

  private static InputError unknown(ObjectNode known, String key, String section, String where) {
    String renamed = RENAMED.get(key);
    if (renamed != null && !known.at("/" + renamed).isMissingNode()) {
      return new InputError(
          "the key %s (%s) is called %s now; the default configuration explains its values"
              .formatted(key, where, renamed.replace('/', '.')));
    }
    String place = section.isEmpty() ? "at the top level" : "in section " + section;
    return InputError.unknown(
        "key %s (%s):".formatted(place, where), key, List.copyOf(names(known)));
  }

  private static void check(
      JsonNode standard, JsonNode range, JsonNode value, String path, Where where) {
    if (standard.isArray()) {
      checkArray((ArrayNode) standard, range, value, path, where);
    } else if (standard.isBoolean() && !value.isBoolean()) {
      throw wrong(path, where, value, "true or false");
    } else if (standard.isNumber()) {
      Range allowed = Range.of(path, range);
      boolean whole = standard.isIntegralNumber();
      if (!isNumber(value, whole, allowed)) {
        throw wrong(path, where, value, (whole ? "a whole number " : "a number ") + allowed);
      }
    } else if (standard.isTextual() && !value.isTextual() && !value.isNumber()) {
      throw wrong(path, where, value, "a text such as '%s'".formatted(standard.asText()));
    }
  }

  private static boolean isNumber(JsonNode value, boolean whole, Range allowed) {
    return value.isNumber()
        && allowed.holds(value)
        && (!whole || value.canConvertToExactIntegral());
  }

  private static void checkArray(
      ArrayNode standard, JsonNode range, JsonNode value, String path, Where where) {
    if (standard.isEmpty()) {
      Range allowed = Range.of(path, range);
      checkList(
          value,
          element -> isNumber(element, true, allowed),
          path,
          where,
          "whole numbers %s, such as [100, 300]".formatted(allowed));
      return;
    }
    if (standard.get(0).isTextual()) {
      checkList(value, JsonNode::isTextual, path, where, "texts, such as [mean, best]");
      return;
    }
    Range allowed = Range.of(path, range);
    boolean fits =
        value.isArray()
            && value.size() == standard.size()
            && StreamSupport.stream(value.spliterator(), false)
                .allMatch(end -> end.isNull() || isNumber(end, false, allowed));
    if (!fits) {
      throw wrong(
          path,
          where,
          value,
          "a range [least, most] of numbers %s, or null, such as [0, 330]".formatted(allowed));
    }
  }

  private static void checkList(
      JsonNode value, Predicate<JsonNode> kind, String path, Where where, String allowed) {
    boolean fits =
        value.isArray() && StreamSupport.stream(value.spliterator(), false).allMatch(kind);
    if (!fits) {
      throw wrong(path, where, value, "a list of " + allowed);
    }
  }

  private static InputError wrong(String path, Where where, JsonNode value, String allowed) {
    return new InputError(
        "%s (%s) is %s; allowed is %s".formatted(path, where.of(path), value, allowed));
  }

  private static List<String> names(ObjectNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
