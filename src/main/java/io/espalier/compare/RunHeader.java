package io.espalier.compare;

import java.util.Map;
import java.util.TreeMap;

/**
 * The identity of the runs in a file.
 *
 * @param config a hash of the configuration
 * @param data the SHA-256 of each table by its name in the configuration
 * @param build the build of the program that created the file; runs of others may follow
 */
public record RunHeader(String config, Map<String, String> data, String build) {
  public RunHeader {
    // In a fixed order, so that equal headers are equal lines.
    data = new TreeMap<>(data);
  }
}
