package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.List;
import java.util.function.Function;

/** Decides what a training step trains. Must be a pure function of the step's seed. */
@FunctionalInterface
public interface PlanSampler {

  /** The names that {@link #named} knows. */
  List<String> NAMES = List.of("single_path", "random_mask");

  /** The plan of the step with this seed. */
  Plan sample(Seed step);

  /** Always the same network. */
  static PlanSampler constant(Plan plan) {
    return step -> plan;
  }

  /** The networks of whatever architectures {@code sampler} draws. */
  static PlanSampler of(Blueprint blueprint, Function<Seed, Architecture> sampler) {
    return step -> blueprint.plan(sampler.apply(step));
  }

  /** One uniformly drawn architecture per step (Guo et al., ECCV 2020). */
  static PlanSampler singlePath(Blueprint blueprint) {
    return of(blueprint, step -> blueprint.space().sample(step.generator()));
  }

  /**
   * The sampler of a name that users give.
   *
   * @throws InputError if the name is unknown, or the space cannot be trained that way
   */
  static PlanSampler named(String name, Blueprint blueprint) {
    return switch (name) {
      case "single_path" -> singlePath(blueprint);
      case "random_mask" -> new RandomMaskSampler(blueprint);
      default -> throw InputError.unknown("strategy", name, NAMES);
    };
  }
}
