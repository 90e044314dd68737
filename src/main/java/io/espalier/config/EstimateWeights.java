package io.espalier.config;

import io.espalier.error.InputError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much each estimator counts in the combined score.
 *
 * @param supernet the trained supernet
 * @param logSynflow log-synflow of untrained networks
 * @param naswot NASWOT of untrained networks
 * @param params parameters
 * @param macs multiply-accumulates
 */
public record EstimateWeights(
    double supernet, double logSynflow, double naswot, double params, double macs) {

  public EstimateWeights {
    double sum = 0;
    for (double weight : new double[] {supernet, logSynflow, naswot, params, macs}) {
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

  /** Whether architectures are compared by the supernet's own score. */
  public boolean isSupernetAlone() {
    return supernet > 0 && logSynflow + naswot + params + macs == 0;
  }

  /** Whether a supernet must have been trained. */
  boolean needSupernet() {
    return supernet > 0;
  }

  /** The weights by the estimators' names. */
  public Map<String, Double> byName() {
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put(Estimators.SUPERNET, supernet);
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
