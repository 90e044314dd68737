package io.espalier.supernet.train;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;

/**
 * The sandwich rule with in-place distillation (Yu and Huang, ICCV 2019; for all of a network's
 * sizes BigNAS, Yu et al., ECCV 2020): each step trains the largest network by the labels, and the
 * smallest and some random ones by the answers of the largest, as they are in this step. Meant for
 * spaces whose smaller networks use slices of the larger ones' weights. BigNAS's further rules
 * (regularising the largest network alone, its initialisation) are not part of it.
 */
final class SandwichSampler implements PlanSampler {

  /** The number of random networks between the largest and the smallest, as published. */
  private static final int BETWEEN = 2;

  private final Blueprint blueprint;
  private final ArchitectureSampler sampler;
  private final Plan largest;
  private final Plan smallest;

  /**
   * A sampler of this rule.
   *
   * @param largest the network that teaches
   */
  SandwichSampler(
      Blueprint blueprint,
      ArchitectureSampler sampler,
      Architecture largest,
      Architecture smallest) {
    this.blueprint = blueprint;
    this.sampler = sampler;
    this.largest = blueprint.plan(largest);
    this.smallest = blueprint.plan(smallest);
  }

  @Override
  public Paths sample(Seed step) {
    List<Plan> plans = new ArrayList<>(List.of(largest, smallest));
    for (int n = 0; n < BETWEEN; n++) {
      plans.add(blueprint.plan(sampler.sample(step.derive(n))));
    }
    return new Paths(plans, true);
  }
}
