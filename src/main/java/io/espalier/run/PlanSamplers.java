package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.search.FeasibleSet;
import io.espalier.settings.TrainingSettings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.strategy.StrategyKind;
import io.espalier.task.Networks;
import java.util.List;

/** Samplers of the networks that the steps of a run's trainings train. */
final class PlanSamplers {

  private static final List<String> DRAWS = List.of("all", "connected", "classes");

  /** The largest space in which architectures that compute the same are looked for. */
  private static final int MOST_LISTED = 1_000_000;

  private final Run run;
  private final Networks networks;
  private final TrainingSettings settings;

  PlanSamplers(Run run) {
    this.run = run;
    this.networks = run.task().networks();
    this.settings = run.settings().train();
  }

  /**
   * The sampler of the run's strategy.
   *
   * @param blueprint how networks are built: whole, or split
   * @param preferred architectures to train more often, as a tree prefers; may be empty
   * @throws InputError if a name is unknown, or the space cannot be trained that way
   */
  PlanSampler of(Blueprint blueprint, List<Architecture> preferred) {
    ArchitectureSampler sampler =
        drawn().largestOf(settings.drawLargestOf(), networks::macsMillions);
    StrategyKind<?> strategy = run.catalogues().strategies().named(settings.strategy());
    if (settings.guide().rounds() > 0 && !strategy.draws()) {
      throw new InputError(
          "train.guide.rounds is %d, but the strategy %s draws no architectures that a tree could prefer; use one of %s, or 0 rounds"
              .formatted(settings.guide().rounds(), strategy.name(), drawing()));
    }
    if (!preferred.isEmpty()) {
      sampler = sampler.preferring(ArchitectureSampler.among(preferred), settings.guide().share());
    }
    return strategy.create(
        settings.own().get(strategy.name()),
        new StrategyKind.Subject(blueprint, sampler, networks::macsMillions));
  }

  private List<String> drawing() {
    return run.catalogues().strategies().entries().stream()
        .filter(StrategyKind::draws)
        .map(StrategyKind::name)
        .toList();
  }

  private ArchitectureSampler drawn() {
    return switch (settings.draw()) {
      case "all" -> ArchitectureSampler.uniform(networks.space());
      case "connected" -> ArchitectureSampler.connected(networks.supernet());
      case "classes" -> ArchitectureSampler.among(classes());
      default -> throw InputError.unknown("train.draw", settings.draw(), DRAWS);
    };
  }

  /** One architecture of each class that computes the same, without those that ignore the image. */
  List<Architecture> classes() {
    SearchSpace space = networks.space();
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
        .filter(architecture -> networks.supernet().plan(architecture).readsImages())
        .toList();
  }
}
