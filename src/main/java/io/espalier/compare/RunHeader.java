package io.espalier.compare;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the runs of a file were made with.
 *
 * @param config a hash of the configuration
 * @param data the SHA-256 of each table by its name in the configuration
 * @param build which build of the program began the file; runs of others may follow
 */
public record RunHeader(String config, Map<String, String> data, String build) {
  public RunHeader {
    // In one order, so that equal headers are equal lines.
    data = new TreeMap<>(data);
  }
}
