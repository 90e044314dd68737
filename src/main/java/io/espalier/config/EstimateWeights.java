package io.espalier.config;

import io.espalier.error.InputError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much each estimator counts in the combined score.
 *
 * @param supernet the trained supernet
 * @param scratch a training from scratch of each architecture
 * @param logSynflow log-synflow of untrained networks
 * @param naswot NASWOT of untrained networks
 * @param params parameters
 * @param macs multiply-accumulates
 */
public record EstimateWeights(
    double supernet, double scratch, double logSynflow, double naswot, double params, double macs) {

  public EstimateWeights {
    double sum = 0;
    for (double weight : new double[] {supernet, scratch, logSynflow, naswot, params, macs}) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new InputError(
            "a weight in estimate.weights is %s; allowed are 0 and more".formatted(weight));
      }
      sum += weight;
    }
    if (sum == 0) {
      throw new InputError(
          "all of estimate.weights are 0; give one at least, for example estimate.weights.supernet=1");
    }
  }

  /**
   * A configuration in which one estimator has a weight and no other.
   *
   * @throws InputError if there is none of this name; the message lists those there are
   */
  public static Configuration alone(String name, Configuration configuration) {
    Set<String> known = configuration.values().estimate().weights().byName().keySet();
    if (!known.contains(name)) {
      throw InputError.unknown("estimator", name, known);
    }
    Configuration changed = configuration;
    for (String each : known) {
      changed = changed.set("estimate.weights.%s=%d".formatted(each, each.equals(name) ? 1 : 0));
    }
    return changed;
  }

  /** Whether architectures are compared by the supernet's own score. */
  public boolean isSupernetAlone() {
    return supernet > 0 && scratch + logSynflow + naswot + params + macs == 0;
  }

  /** Whether architectures are compared by the accuracy that they are trained to from scratch. */
  public boolean isScratchAlone() {
    return scratch > 0 && supernet + logSynflow + naswot + params + macs == 0;
  }

  /** Whether several scores, or one that is in no unit, make a score of their own. */
  public boolean isCombined() {
    return !isSupernetAlone() && !isScratchAlone();
  }

  /** Whether architectures are trained to be compared. */
  boolean needTrainings() {
    return scratch > 0;
  }

  /** Whether a supernet must have been trained. */
  boolean needSupernet() {
    return supernet > 0;
  }

  /** The weights by the estimators' names. */
  public Map<String, Double> byName() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put(Estimators.SUPERNET, supernet);
    weights.put(Estimators.SCRATCH, scratch);
    weights.put(Estimators.LOG_SYNFLOW, logSynflow);
    weights.put(Estimators.NASWOT, naswot);
    weights.put(Estimators.PARAMS, params);
    weights.put(Estimators.MACS, macs);
    return weights;
  }

  /** The weights that are not 0, for people. */
  public String text() {
    return byName().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
