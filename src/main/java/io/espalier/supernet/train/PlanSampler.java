package io.espalier.supernet.train;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.List;

/** Chooses the networks of a training step. Must be a pure function of the step's seed. */
@FunctionalInterface
public interface PlanSampler {

  /** The networks of the step with this seed. */
  Paths sample(Seed step);

  /**
   * The phase that a step belongs to. By default, the training is one phase.
   *
   * @param step the number of the step, counted from 0; that after the last belongs to the last
   *     phase
   * @param steps the number of steps of the whole training
   */
  default Phase phase(long step, long steps) {
    return new Phase(this, 0, steps, 1, null, null);
  }

  /** Always the same network. */
  static PlanSampler constant(Plan plan) {
    Paths paths = Paths.single(plan);
    return step -> paths;
  }

  /** Always the same network, regularised. */
  static PlanSampler constant(Plan plan, Regularisation regularisation) {
    Paths paths = new Paths(List.of(plan), false, regularisation, DropPath.NONE);
    return step -> paths;
  }

  /** One architecture per step (Guo et al., ECCV 2020). */
  static PlanSampler singlePath(Blueprint blueprint, ArchitectureSampler sampler) {
    return step -> Paths.single(blueprint.plan(sampler.sample(step)));
  }

  /**
   * Random masks, see {@link RandomMaskSampler}.
   *
   * @throws io.espalier.error.InputError if the space cannot be trained that way
   */
  static PlanSampler randomMask(Blueprint blueprint) {
    return new RandomMaskSampler(blueprint);
  }

  /** Strict fairness, see {@link FairSampler}. */
  static PlanSampler fair(Blueprint blueprint) {
    return new FairSampler(blueprint);
  }

  /** The sandwich rule with in-place distillation, see {@link SandwichSampler}. */
  static PlanSampler sandwich(
      Blueprint blueprint,
      ArchitectureSampler sampler,
      Architecture largest,
      Architecture smallest) {
    return new SandwichSampler(blueprint, sampler, largest, smallest);
  }
}
