package io.espalier.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A device that a network must fit: a YAML file with its {@code name} and {@code limits}, a number
 * as the most or [least, most] for each cost: {@code limits: {macs: 300, params: [null, 5]}}.
 *
 * @param name its name
 * @param limits its limits
 */
public record Device(String name, LimitSettings limits) {

  private static final Set<String> KEYS = Set.of("name", "limits");

  /**
   * Reads a device.
   *
   * @throws InputError if the file cannot be read, or a key or value of it is wrong
   */
  public static Device read(Path file) {
    ObjectNode root = YamlText.read(file).root();
    root.properties()
        .forEach(
            entry -> {
              if (!KEYS.contains(entry.getKey())) {
                throw InputError.unknown("key of the device " + file + ":", entry.getKey(), KEYS);
              }
            });
    String name = root.path("name").asText("");
    if (!name.matches("[\\w.-]+")) {
      throw new InputError(
          "the name of the device %s is '%s'; allowed are letters, digits, '_', '-' and '.'"
              .formatted(file, name));
    }
    if (!(root.get("limits") instanceof ObjectNode limits) || limits.isEmpty()) {
      throw new InputError(
          "the device %s has no limits; give at least one, such as limits: {macs: 300}"
              .formatted(file));
    }
    Map<String, List<Double>> ranges = new LinkedHashMap<>();
    limits.properties().forEach(e -> ranges.put(e.getKey(), range(file, e.getKey(), e.getValue())));
    return new Device(name, new LimitSettings(ranges));
  }

  private static List<Double> range(Path file, String cost, JsonNode given) {
    if (given.isNumber()) {
      return Arrays.asList(null, given.doubleValue());
    }
    List<Double> ends = new ArrayList<>();
    for (JsonNode end : given) {
      if (end.isNumber() || end.isNull()) {
        ends.add(end.isNull() ? null : Double.valueOf(end.doubleValue()));
      }
    }
    if (!given.isArray() || given.size() != 2 || ends.size() != 2) {
      throw new InputError(
          "limits.%s of the device %s is %s; allowed is a number, or a range such as [null, 330]"
              .formatted(cost, file, given));
    }
    return ends;
  }
}
