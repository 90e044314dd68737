package io.espalier.supernet.train;

import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import java.util.List;

/**
 * What one training step trains: networks that see the same batch, one after another, and whose
 * gradients are summed to one update.
 *
 * @param plans at least one
 * @param distilled whether all but the first learn what the first one says of the images, instead
 *     of the labels
 * @param regularisation what helps them
 * @param dropPath which branches are dropped in this step
 */
public record Paths(
    List<Plan> plans, boolean distilled, Regularisation regularisation, DropPath dropPath) {

  public Paths {
    plans = List.copyOf(plans);
    if (plans.isEmpty()) {
      throw new IllegalArgumentException("a step trains at least one network");
    }
  }

  /** Networks without regularisation. */
  Paths(List<Plan> plans, boolean distilled) {
    this(plans, distilled, Regularisation.NONE, DropPath.NONE);
  }

  /** One network, by the labels. */
  static Paths single(Plan plan) {
    return new Paths(List.of(plan), false);
  }

  /** The number of classes that these networks tell apart. */
  int classes() {
    int outputs = plans.get(0).output().channels();
    return regularisation.auxiliary() > 0 ? outputs / 2 : outputs;
  }

  /**
   * These at a step.
   *
   * @param progress the share of the training that is done
   * @param step the seed of the step
   */
  Paths at(double progress, Seed step) {
    return regularisation.dropPath() == 0
        ? this
        : new Paths(
            plans,
            distilled,
            regularisation,
            new DropPath(regularisation.dropPath() * progress, step));
  }
}
