package io.espalier.estimate;

import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Estimates each network once: all encodings of the same network have the outcome of its canonical
 * form, which is estimated when one of them is first requested.
 */
public final class CanonicalEstimator implements Estimator {

  private final Estimator estimator;
  private final SearchSpace space;
  private final Map<Architecture, Outcome> known = new HashMap<>();

  /** An estimator that asks another one for canonical forms only. */
  public CanonicalEstimator(Estimator estimator, SearchSpace space) {
    this.estimator = estimator;
    this.space = space;
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    Set<Architecture> unknown = new LinkedHashSet<>();
    for (Architecture architecture : batch) {
      Architecture canonical = space.canonical(architecture);
      if (!known.containsKey(canonical)) {
        unknown.add(canonical);
      }
    }
    estimator.estimate(List.copyOf(unknown)).forEach(o -> known.put(o.architecture(), o));
    return batch.stream().map(a -> as(a, known.get(space.canonical(a)))).toList();
  }

  @Override
  public void remember(List<Outcome> outcomes) {
    List<Outcome> canonical = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Outcome form = as(space.canonical(outcome.architecture()), outcome);
      if (known.putIfAbsent(form.architecture(), form) == null) {
        canonical.add(form);
      }
    }
    estimator.remember(canonical);
  }

  private static Outcome as(Architecture architecture, Outcome outcome) {
    if (outcome instanceof Estimate e) {
      return new Estimate(architecture, e.score(), e.standardError(), e.images(), e.seconds());
    }
    return new Failure(architecture, ((Failure) outcome).reason());
  }
}
