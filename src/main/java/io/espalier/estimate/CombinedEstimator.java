package io.espalier.estimate;

import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several estimators as one, by a {@link Combination}. An architecture that one of them cannot
 * score is a failure. Seconds are summed over all members; images are those of the member that used
 * most.
 */
public final class CombinedEstimator implements Estimator {

  private final Map<String, Estimator> members;
  private final Combination combination;

  /**
   * An estimator.
   *
   * @param members the estimators by name; only those in the combination are used
   */
  public CombinedEstimator(Map<String, Estimator> members, Combination combination) {
    this.members = new LinkedHashMap<>();
    for (Combination.Part part : combination.parts()) {
      if (!members.containsKey(part.name())) {
        throw new IllegalArgumentException("no estimator is called " + part.name());
      }
      this.members.put(part.name(), members.get(part.name()));
    }
    this.combination = combination;
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    members.forEach((name, member) -> outcomes.put(name, member.estimate(batch)));
    List<Outcome> combined = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      combined.add(combined(batch.get(i), outcomes, i));
    }
    return combined;
  }

  private Outcome combined(
      Architecture architecture, Map<String, List<Outcome>> outcomes, int index) {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    for (Map.Entry<String, List<Outcome>> member : outcomes.entrySet()) {
      Outcome outcome = member.getValue().get(index);
      if (outcome instanceof Failure failure) {
        return new Failure(architecture, member.getKey() + ": " + failure.reason());
      }
      estimates.put(member.getKey(), (Estimate) outcome);
    }
    return new Estimate(
        architecture,
        combination.score(name -> estimates.get(name).score()),
        combination.standardError(estimates),
        estimates.values().stream().mapToInt(Estimate::images).max().orElseThrow(),
        estimates.values().stream().mapToDouble(Estimate::seconds).sum());
  }
}
