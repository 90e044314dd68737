package io.espalier.supernet.train;

import io.espalier.plan.Plan;
import java.util.List;

/**
 * What one training step trains: networks that see the same batch, one after another, and whose
 * gradients are summed to one update.
 *
 * @param plans at least one
 * @param distilled whether all but the first learn what the first one says of the images, instead
 *     of the labels
 */
public record Paths(List<Plan> plans, boolean distilled) {

  public Paths {
    plans = List.copyOf(plans);
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("a step trains at least one network");
    }
  }

  /** One network, by the labels. */
  static Paths single(Plan plan) {
    return new Paths(List.of(plan), false);
  }
}
