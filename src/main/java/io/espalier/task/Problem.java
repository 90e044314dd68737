package io.espalier.task;

import io.espalier.cost.CostKind;
import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import io.espalier.plan.Blueprint;
import io.espalier.provenance.DataUse;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.settings.Catalogues;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.LimitSettings;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The problem of a search.
 *
 * @param space the space
 * @param costs the costs of architectures, a pure function
 * @param limits on these costs
 * @param objectives the costs that are kept low beside the score; empty to look at the score alone
 * @param data the data that scores are measured on, or the table that they are read from
 * @param measure the measure of scores
 */
public record Problem(
    SearchSpace space,
    Function<Architecture, Costs> costs,
    List<Limit> limits,
    List<Objective> objectives,
    Supplier<DataUse> data,
    Measure measure) {

  public Problem {
    limits = List.copyOf(limits);
    objectives = List.copyOf(objectives);
  }

  /** A search among a task's networks. */
  public static Problem of(Task task, Settings settings, Catalogues catalogues) {
    Blueprint blueprint = task.networks().supernet();
    CostSource costs =
        (name, wanted) -> {
          CostKind kind = catalogues.costs().named(name);
          return new CostSource.Named(kind, kind.of(blueprint));
        };
    return new Problem(
        blueprint.space(),
        a -> Costs.of(blueprint, a, catalogues.costs()),
        limits(settings.limits(), costs),
        objectives(settings.search().costs(), costs),
        task::dataUse,
        measure(task, settings.estimate().weights()));
  }

  private static Measure measure(Task task, EstimateWeights weights) {
    if (weights.isScratchAlone()) {
      return Measure.ACCURACY;
    }
    return weights.isCombined() ? Measure.COMBINED : task.estimating().score();
  }

  /**
   * A search in a table.
   *
   * @param objectives the names of the costs that are kept low beside the score
   * @throws io.espalier.error.InputError if it cannot be read or lacks a column
   */
  public static Problem of(TableScores table, LimitSettings limits, List<String> objectives) {
    return new Problem(
        table.space(),
        table::costs,
        limits(limits, table::cost),
        objectives(objectives, table::cost),
        table::dataUse,
        table.score().unit().isAccuracy() ? Measure.ACCURACY : Measure.OTHER);
  }

  private static List<Objective> objectives(List<String> names, CostSource costs) {
    return names.stream()
        .map(
            name -> {
              CostSource.Named cost = costs.named(name, "search.objectives");
              return new Objective(name, cost.kind().column(), cost.of());
            })
        .toList();
  }

  private static List<Limit> limits(LimitSettings limits, CostSource costs) {
    List<Limit> all = new ArrayList<>();
    limits
        .ranges()
        .forEach(
            (name, ends) -> {
              Double least = ends.get(0);
              Double most = ends.get(1);
              if (least != null || most != null) {
                CostSource.Named cost = costs.named(name, "limits." + name);
                all.add(
                    new Limit(
                        name,
                        cost.kind().unit(),
                        least == null ? Double.NEGATIVE_INFINITY : least,
                        most == null ? Double.POSITIVE_INFINITY : most,
                        cost.of()));
              }
            });
    return all;
  }

  /** The same problem within other limits. */
  public Problem within(List<Limit> others) {
    return new Problem(space, costs, others, objectives, data, measure);
  }

  /** The same problem, looking at the score alone. */
  public Problem byScore() {
    return new Problem(space, costs, limits, List.of(), data, measure);
  }

  /**
   * The architectures within the limits.
   *
   * @throws io.espalier.error.InputError if there are none
   */
  public FeasibleSet feasible() {
    return new FeasibleSet(space, limits);
  }
}
