package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.espalier.error.InputError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The weight of each score in the combined score.
 *
 * @param byName the weights, 0 or more, by the names of the scores
 */
public record EstimateWeights(@JsonValue Map<String, Double> byName) {

  /** The score of the trained supernet. */
  public static final String SUPERNET = "supernet";

  /** The accuracy after a training from scratch. */
  public static final String SCRATCH = "scratch";

  @JsonCreator
  public EstimateWeights {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    byName.forEach(
        (name, weight) -> {
          if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new InputError(
                "a weight in estimate.weights is %s; allowed is 0 or more".formatted(weight));
          }
        });
    if (used(byName).isEmpty()) {
      throw new InputError(
          "all of estimate.weights are 0; give at least one, for example estimate.weights.supernet=1");
    }
  }

  /**
   * The same scores, with a weight for one alone.
   *
   * @throws InputError if there is none with this name; the message lists all
   */
  public EstimateWeights alone(String name) {
    if (!byName.containsKey(name)) {
      throw InputError.unknown("score", name, byName.keySet());
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    byName.keySet().forEach(each -> weights.put(each, each.equals(name) ? 1.0 : 0.0));
    return new EstimateWeights(weights);
  }

  /** The names of the scores that have a weight. */
  public Set<String> used() {
    return used(byName);
  }

  private static Set<String> used(Map<String, Double> weights) {
    return weights.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Whether architectures are compared by the supernet's own score. */
  public boolean isSupernetAlone() {
    return used().equals(Set.of(SUPERNET));
  }

  /** Whether architectures are compared by their accuracy after training from scratch. */
  public boolean isScratchAlone() {
    return used().equals(Set.of(SCRATCH));
  }

  /** Whether a combined score is used: of several scores, or of one without a unit. */
  public boolean isCombined() {
    return !isSupernetAlone() && !isScratchAlone();
  }

  /** Whether architectures are trained to be compared. */
  public boolean needTrainings() {
    return used().contains(SCRATCH);
  }

  /** Whether a supernet must have been trained. */
  public boolean needSupernet() {
    return used().contains(SUPERNET);
  }

  /** The weights other than 0, as text. */
  public String text() {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
