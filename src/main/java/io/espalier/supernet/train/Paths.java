package io.espalier.supernet.train;

import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import java.util.List;
import java.util.Optional;

/**
 * The networks of one training step: they see the same batch, one after another, and their
 * gradients are summed to one update.
 *
 * @param plans the networks, at least one
 * @param distilled whether all but the first learn from the first one's answers instead of the
 *     labels
 * @param regularisation their regularisation
 * @param dropPath the branches dropped in this step, and the seed of dropout
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

  /** Networks that learn by the labels. */
  public static Paths summed(List<Plan> plans) {
    return new Paths(plans, false);
  }

  /** These networks with a teacher. */
  Paths with(Regularisation.Distillation distillation) {
    Regularisation taught =
        new Regularisation(
            regularisation.auxiliary(), regularisation.dropPath(), Optional.of(distillation));
    return new Paths(plans, distilled, taught, dropPath);
  }

  /** The number of classes of these networks. */
  int classes() {
    int outputs = plans.get(0).output().channels();
    return regularisation.auxiliary() > 0 ? outputs / 2 : outputs;
  }

  /**
   * These networks at a step.
   *
   * @param progress the share of the training that is done
   * @param step the seed of the step
   */
  Paths at(double progress, Seed step) {
    DropPath dropped = new DropPath(regularisation.dropPath() * progress, step);
    return new Paths(plans, distilled, regularisation, dropped);
  }
}
