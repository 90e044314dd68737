package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * What a configuration may say: the keys of the defaults, and values of their kind. A default of
 * {@code 1} wants a whole number, {@code 1.0} any number, and a list of nulls is a range: as many
 * numbers or nulls. An empty list is one of whole numbers.
 */
final class Schema {

  private final ObjectNode defaults;

  Schema(ObjectNode defaults) {
    this.defaults = defaults;
  }

  /**
   * Writes what is given over {@code base}, which has the defaults' keys.
   *
   * @param where where the keys stand, for messages, by their path
   * @throws InputError if a key is unknown or a value is of another kind
   */
  void merge(ObjectNode base, ObjectNode given, Where where) {
    merge(base, given, "", where);
  }

  /**
   * As {@link #merge(ObjectNode, ObjectNode, Where)}, where all of it is the section of a larger
   * configuration.
   *
   * @param section its path; empty at the top level
   */
  void merge(ObjectNode base, ObjectNode given, String section, Where where) {
    merge(base, defaults, given, section, where);
  }

  /** Says where the key with this path was given: {@code line 3 of my.yaml}. */
  @FunctionalInterface
  interface Where {
    String of(String path);
  }

  private static void merge(
      ObjectNode base, ObjectNode known, ObjectNode given, String section, Where where) {
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      String path = section.isEmpty() ? key : section + "." + key;
      JsonNode standard = known.get(key);
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
        merge((ObjectNode) base.get(key), inner, mapping, path, where);
      } else {
        check(standard, value, path, where);
        base.set(key, value);
      }
    }
  }

  private static InputError unknown(ObjectNode known, String key, String section, String where) {
    String place = section.isEmpty() ? "at the top level" : "in section " + section;
    return InputError.unknown(
        "key %s (%s):".formatted(place, where), key, List.copyOf(names(known)));
  }

  private static void check(JsonNode standard, JsonNode value, String path, Where where) {
    if (standard.isArray()) {
      checkArray((ArrayNode) standard, value, path, where);
    } else if (standard.isBoolean() && !value.isBoolean()) {
      throw wrong(path, where, value, "true or false");
    } else if (standard.isIntegralNumber() && !value.canConvertToExactIntegral()) {
      throw wrong(path, where, value, "a whole number such as " + standard);
    } else if (standard.isFloatingPointNumber() && !value.isNumber()) {
      throw wrong(path, where, value, "a number such as " + standard);
    } else if (standard.isTextual() && !value.isTextual() && !value.isNumber()) {
      throw wrong(path, where, value, "a text such as '%s'".formatted(standard.asText()));
    }
  }

  private static void checkArray(ArrayNode standard, JsonNode value, String path, Where where) {
    if (standard.isEmpty()) {
      checkList(
          value,
          JsonNode::canConvertToExactIntegral,
          path,
          where,
          "whole numbers, such as [100, 300]");
      return;
    }
    if (standard.get(0).isTextual()) {
      checkList(value, JsonNode::isTextual, path, where, "texts, such as [mean, best]");
      return;
    }
    boolean fits =
        value.isArray()
            && value.size() == standard.size()
            && StreamSupport.stream(value.spliterator(), false)
                .allMatch(end -> end.isNull() || end.isNumber());
    if (!fits) {
      throw wrong(path, where, value, "a range [least, most] of numbers, such as [0, 330]");
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
