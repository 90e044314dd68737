package io.espalier.compare;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A comparison with what is kept of it in its folder.
 *
 * @param comparison the comparison
 * @param text its configuration
 * @param hash a hash of all that the results depend on: equal for equal configurations
 * @param tables the SHA-256 of each table, by its name
 * @param workers how many runs are made at the same time
 */
public record ComparisonPlan(
    Comparison comparison, String text, String hash, Map<String, String> tables, int workers) {

  public ComparisonPlan {
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }
}
