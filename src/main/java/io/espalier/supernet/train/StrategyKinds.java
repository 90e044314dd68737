package io.espalier.supernet.train;

import io.espalier.catalogue.Catalogue;
import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import io.espalier.space.CoordinateDescent;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The strategies that come with the program. */
public final class StrategyKinds {

  /** All of them. */
  public static final Catalogue<StrategyKind> ALL =
      new Catalogue<>(
          "strategy",
          List.of(
              new StrategyKind(
                  "single_path",
                  "one architecture a training step",
                  true,
                  (blueprint, sampler, macs) -> PlanSampler.singlePath(blueprint, sampler)),
              new StrategyKind(
                  "random_mask",
                  "LaNAS's random bits: several options of a choice at once",
                  false,
                  (blueprint, sampler, macs) -> PlanSampler.randomMask(blueprint)),
              new StrategyKind(
                  "fair",
                  "every option once in each step, gradients summed (FairNAS)",
                  false,
                  (blueprint, sampler, macs) -> PlanSampler.fair(blueprint)),
              new StrategyKind(
                  "sandwich",
                  "the largest network teaches the smallest and random ones",
                  true,
                  StrategyKinds::sandwich)));

  private StrategyKinds() {}

  private static PlanSampler sandwich(
      Blueprint blueprint, ArchitectureSampler sampler, ToDoubleFunction<Architecture> macs) {
    Architecture smallest =
        descend(
            blueprint,
            a -> blueprint.plan(a).readsImages() ? macs.applyAsDouble(a) : Double.MAX_VALUE);
    return PlanSampler.sandwich(blueprint, sampler, largest(blueprint, macs), smallest);
  }

  /** The network with the most MACs, found by coordinate descent. */
  public static Architecture largest(Blueprint blueprint, ToDoubleFunction<Architecture> macs) {
    return descend(blueprint, a -> -macs.applyAsDouble(a));
  }

  private static Architecture descend(
      Blueprint blueprint, ToDoubleFunction<Architecture> objective) {
    return new CoordinateDescent(blueprint.space(), objective)
        .minimise(blueprint.covering().get(0), Double.NEGATIVE_INFINITY);
  }
}
