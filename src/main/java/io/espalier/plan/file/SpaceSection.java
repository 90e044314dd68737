package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping in a space's file. Every key that is asked for is known; {@link #finish} refuses all
 * others. Messages name the line and the column.
 */
final class SpaceSection {

  private final String file;
  private final YamlText.Parsed text;
  private final String path;
  private final ObjectNode node;
  private final Set<String> known = new LinkedHashSet<>();

  private SpaceSection(String file, YamlText.Parsed text, String path, ObjectNode node) {
    this.file = file;
    this.text = text;
    this.path = path;
    this.node = node;
  }

  /** The whole file. */
  static SpaceSection of(String file, YamlText.Parsed text) {
    return new SpaceSection(file, text, "", text.root());
  }

  /** A section without keys, for a block that is named only. */
  SpaceSection empty(String at) {
    return new SpaceSection(file, text, at, node.objectNode());
  }

  /** The path of a key. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The value of a key; empty if it is not given. */
  Optional<JsonNode> value(String key) {
    known.add(key);
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
  }

  /** The value of a key; {@code otherwise} if it is not given. */
  <T> T value(String key, Kind<T> kind, T otherwise) {
    return value(key).map(value -> read(value, kind, key)).orElse(otherwise);
  }

  /** The value of a key that must be given. */
  <T> T required(String key, Kind<T> kind) {
    return value(key).map(value -> read(value, kind, key)).orElseThrow(() -> missing(key));
  }

  <T> T read(JsonNode value, Kind<T> kind, String key) {
    return kind.reader().apply(value).orElseThrow(() -> wrong(key, value, kind.allowed()));
  }

  /** A text; {@code otherwise} if it is not given. */
  String text(String key, String otherwise) {
    return value(key)
        .map(
            value -> {
              if (!value.isTextual() || value.textValue().isBlank()) {
                throw wrong(key, value, "a text");
              }
              return value.textValue().strip();
            })
        .orElse(otherwise);
  }

  /** A section; empty if it is not given. */
  Optional<SpaceSection> section(String key) {
    return value(key).map(value -> section(value, key, "a section of 'key: value' lines"));
  }

  /** The sections of a section, by their keys. */
  Map<String, JsonNode> entries() {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    known.addAll(entries.keySet());
    return entries;
  }

  /** The elements of a list, by their paths; empty if it is not given. */
  Map<String, JsonNode> list(String key, int most) {
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    value(key)
        .ifPresent(
            value -> {
              if (!(value instanceof ArrayNode array) || array.isEmpty() || array.size() > most) {
                throw wrong(key, value, "a list of 1 to %d elements".formatted(most));
              }
              for (int n = 0; n < array.size(); n++) {
                elements.put(key + "." + n, array.get(n));
              }
            });
    return elements;
  }

  /** A list of names; empty if it is not given. */
  List<String> names(String key, int most) {
    List<String> names = new ArrayList<>();
    list(key, most)
        .forEach(
            (at, value) -> {
              if (!value.isTextual()) {
                throw wrong(at, value, "a name");
              }
              names.add(value.textValue());
            });
    return names;
  }

  /** A value that must be a section. */
  SpaceSection section(JsonNode value, String key, String allowed) {
    if (value instanceof ObjectNode mapping) {
      return new SpaceSection(file, text, path(key), mapping);
    }
    throw wrong(key, value, allowed);
  }

  /** Refuses the keys that nobody asked for. */
  void finish() {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!known.contains(entry.getKey())) {
        throw InputError.unknown("key in " + at(entry.getKey()), entry.getKey(), known);
      }
    }
  }

  InputError missing(String key) {
    return new InputError(
        "%s needs the key %s".formatted(path.isEmpty() ? file : path + " in " + at(""), key));
  }

  InputError wrong(String key, JsonNode value, String allowed) {
    return new InputError(
        "%s in %s is %s; allowed is %s".formatted(path(key), at(key), value, allowed));
  }

  /** An error about a key. */
  InputError error(String key, String problem) {
    return new InputError("%s in %s: %s".formatted(path(key), at(key), problem));
  }

  InputError unknown(String what, String key, String given, Set<String> names) {
    return InputError.unknown("%s in %s:".formatted(what, at(key)), given, names);
  }

  /** The place of a key, or of the nearest thing around it. */
  private String at(String key) {
    String nearest = key.isEmpty() ? path : path(key);
    while (!text.places().containsKey(nearest) && nearest.contains(".")) {
      nearest = nearest.substring(0, nearest.lastIndexOf('.'));
    }
    return Optional.ofNullable(text.places().get(nearest))
        .map(place -> "%s, %s".formatted(file, place))
        .orElse(file);
  }
}
