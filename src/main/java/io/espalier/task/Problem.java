package io.espalier.task;

import io.espalier.cost.CostKind;
import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import io.espalier.plan.Blueprint;
import io.espalier.provenance.DataUse;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
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
import java.util.function.ToDoubleFunction;

/**
 * The problem of a search.
 *
 * @param space the space
 * @param costs the costs of architectures, a pure function
 * @param limits on these costs
 * @param data the data that scores are measured on, or the table that they are read from
 * @param measure the measure of scores
 */
public record Problem(
    SearchSpace space,
    Function<Architecture, Costs> costs,
    List<Limit> limits,
    Supplier<DataUse> data,
    Measure measure) {

  public Problem {
    limits = List.copyOf(limits);
  }

  /** A search among a task's networks. */
  public static Problem of(Task task, Settings settings, Catalogues catalogues) {
    Blueprint blueprint = task.networks().supernet();
    return new Problem(
        blueprint.space(),
        a -> Costs.of(blueprint, a, catalogues.costs()),
        limits(settings.limits(), catalogues, kind -> kind.of(blueprint)),
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
   * @throws io.espalier.error.InputError if it cannot be read or lacks a column
   */
  public static Problem of(TableScores table, LimitSettings limits, Catalogues catalogues) {
    return new Problem(
        table.space(),
        table::costs,
        limits(limits, catalogues, table::limited),
        table::dataUse,
        table.score().unit().isAccuracy() ? Measure.ACCURACY : Measure.OTHER);
  }

  private static List<Limit> limits(
      LimitSettings limits,
      Catalogues catalogues,
      Function<CostKind, ToDoubleFunction<Architecture>> cost) {
    List<Limit> all = new ArrayList<>();
    limits
        .ranges()
        .forEach(
            (name, ends) -> {
              Double least = ends.get(0);
              Double most = ends.get(1);
              if (least != null || most != null) {
                CostKind kind = catalogues.costs().named(name);
                all.add(
                    new Limit(
                        name,
                        kind.unit(),
                        least == null ? Double.NEGATIVE_INFINITY : least,
                        most == null ? Double.POSITIVE_INFINITY : most,
                        cost.apply(kind)));
              }
            });
    return all;
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
