package io.espalier.supernet.train.strategy;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Options;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.strategy.StrategyKind.Subject;
import java.util.List;

/** The strategies that come with the program. */
public final class StrategyKinds {

  /** All of them. */
  public static final Catalogue<StrategyKind<?>> ALL =
      new Catalogue<>(
          "strategy",
          List.of(
              new StrategyKind<>(
                  "single_path",
                  "one architecture a training step",
                  true,
                  Options.NONE,
                  (none, of) -> PlanSampler.singlePath(of.blueprint(), of.sampler())),
              new StrategyKind<>(
                  "random_mask",
                  "LaNAS's random bits: several options of a choice at once",
                  false,
                  Options.NONE,
                  (none, of) -> PlanSampler.randomMask(of.blueprint())),
              new StrategyKind<>(
                  "fair",
                  "every option once in each step, gradients summed (FairNAS)",
                  false,
                  Options.NONE,
                  (none, of) -> PlanSampler.fair(of.blueprint())),
              new StrategyKind<>(
                  "sandwich",
                  "the largest network teaches the smallest and random ones",
                  true,
                  Options.NONE,
                  (none, of) -> sandwich(of)),
              ProgressiveShrinking.KIND));

  private StrategyKinds() {}

  private static PlanSampler sandwich(Subject of) {
    return PlanSampler.sandwich(
        of.blueprint(),
        of.sampler(),
        Extremes.largest(of.blueprint(), of.macs()),
        Extremes.smallest(of.blueprint(), of.macs()));
  }
}
