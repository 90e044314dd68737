package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.search.CoordinateDescent;
import io.espalier.search.FeasibleSet;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.PlanSampler;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How supernets can be trained, and what their steps draw from. */
final class Strategies {

  static final String SINGLE_PATH = "single_path";
  static final String RANDOM_MASK = "random_mask";
  static final String FAIR = "fair";
  static final String SANDWICH = "sandwich";

  /** The strategies. */
  static final List<String> NAMES = List.of(SINGLE_PATH, RANDOM_MASK, FAIR, SANDWICH);

  /** Those that train what a sampler draws. */
  private static final List<String> DRAWING = List.of(SINGLE_PATH, SANDWICH);

  private static final List<String> DRAWS = List.of("all", "connected", "classes");

  /** The most architectures that are listed to find those that compute the same. */
  private static final int MOST_LISTED = 1_000_000;

  private Strategies() {}

  /**
   * The strategy that a configuration names.
   *
   * @param blueprint how networks are built: whole, or split
   * @param preferred what a tree wants trained more often; empty for nothing
   * @throws InputError if a name is unknown, or the space cannot be trained that way
   */
  static PlanSampler named(
      Config.TrainingSection train,
      Blueprint blueprint,
      Parts parts,
      List<Architecture> preferred) {
    ArchitectureSampler sampler =
        sampler(train.draw(), parts)
            .largestOf(train.drawLargestOf(), a -> parts.size(a).macsMillions());
    if (train.guide().rounds() > 0 && !DRAWING.contains(train.strategy())) {
      throw new InputError(
          "train.guide.rounds is %d, but the strategy %s draws no architectures that a tree could prefer; use one of %s, or 0 rounds"
              .formatted(train.guide().rounds(), train.strategy(), DRAWING));
    }
    if (!preferred.isEmpty()) {
      sampler = sampler.preferring(ArchitectureSampler.among(preferred), train.guide().share());
    }
    return switch (train.strategy()) {
      case SINGLE_PATH -> PlanSampler.singlePath(blueprint, sampler);
      case RANDOM_MASK -> PlanSampler.randomMask(blueprint);
      case FAIR -> PlanSampler.fair(blueprint);
      case SANDWICH -> sandwich(blueprint, sampler, parts);
      default -> throw InputError.unknown("strategy", train.strategy(), NAMES);
    };
  }

  private static ArchitectureSampler sampler(String draw, Parts parts) {
    return switch (draw) {
      case "all" -> ArchitectureSampler.uniform(parts.space());
      case "connected" -> ArchitectureSampler.connected(parts.blueprint());
      case "classes" -> ArchitectureSampler.among(classes(parts));
      default -> throw InputError.unknown("train.draw", draw, DRAWS);
    };
  }

  /** One architecture of each class that computes the same, those aside that read no image. */
  static List<Architecture> classes(Parts parts) {
    SearchSpace space = parts.space();
    List<Architecture> all =
        new FeasibleSet(space, List.of())
            .enumerate(MOST_LISTED)
            .orElseThrow(
                () ->
                    new InputError(
                        ("train.draw is classes, but the %,d architectures of %s are too many to be"
                                + " listed; give connected or all")
                            .formatted(space.size(), space.name())));
    return all.stream()
        .map(space::canonical)
        .distinct()
        .filter(architecture -> parts.blueprint().plan(architecture).readsImages())
        .toList();
  }

  private static PlanSampler sandwich(
      Blueprint blueprint, ArchitectureSampler sampler, Parts parts) {
    ToDoubleFunction<Architecture> macs = a -> parts.size(a).macsMillions();
    Architecture start = blueprint.covering().get(0);
    Architecture largest = largest(blueprint, parts);
    Architecture smallest =
        descend(
            blueprint,
            a -> blueprint.plan(a).readsImages() ? macs.applyAsDouble(a) : Double.MAX_VALUE,
            start);
    return PlanSampler.sandwich(blueprint, sampler, largest, smallest);
  }

  /** The network with the most MACs. */
  static Architecture largest(Blueprint blueprint, Parts parts) {
    return descend(blueprint, a -> -parts.size(a).macsMillions(), blueprint.covering().get(0));
  }

  private static Architecture descend(
      Blueprint blueprint, ToDoubleFunction<Architecture> objective, Architecture start) {
    return new CoordinateDescent(blueprint.space(), objective)
        .minimise(start, Double.NEGATIVE_INFINITY);
  }
}
