package io.espalier.task.compare;

import io.espalier.compare.ComparisonTask;
import io.espalier.compare.Instance;
import io.espalier.compare.KnownFront;
import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.objective.Points;
import io.espalier.settings.LimitSettings;
import io.espalier.space.Architecture;
import io.espalier.task.Problem;
import io.espalier.task.TableScores;
import io.espalier.task.TableTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** A task with scores from a table. */
public final class TableTask implements ComparisonTask {

  private final String name;
  private final TableScores table;
  private final Problem problem;
  private final List<Limit> limits;
  private final ToDoubleFunction<Architecture> truth;
  private final double optimum;
  private final List<Objective> objectives;
  private final Optional<KnownFront> front;

  /**
   * A task.
   *
   * @param limits the limits on the costs of networks
   * @param objectives the names of the costs that are kept low beside the score
   * @throws InputError if the table cannot be read or lacks a column, or no architecture is within
   *     the limits
   */
  public TableTask(String name, TableScores table, LimitSettings limits, List<String> objectives) {
    this.name = name;
    this.table = table;
    this.problem = Problem.of(table, limits, objectives);
    this.limits = problem.limits().stream().map(TableTask::remembered).toList();
    this.truth =
        table.truth().map(TableTruth::of).orElseGet(() -> table.table().truth(table.score()));
    List<Architecture> all = problem.feasible().enumerate(Integer.MAX_VALUE).orElseThrow();
    this.objectives = problem.objectives().stream().map(TableTask::remembered).toList();
    this.front = objectives.isEmpty() ? Optional.empty() : Optional.of(front(all));
    this.optimum =
        all.stream()
            .mapToDouble(truth)
            .filter(Double::isFinite)
            .max()
            .orElseThrow(() -> new InputError("the table has no truth within the limits"));
    // Unusable scores are better refused now than in the first run.
    table.estimator(new Seed(0));
  }

  private KnownFront front(List<Architecture> all) {
    List<double[]> points = new ArrayList<>();
    for (Architecture architecture : all) {
      double value = truth.applyAsDouble(architecture);
      double[] costs = Points.costs(architecture, objectives);
      if (Double.isFinite(value) && Arrays.stream(costs).noneMatch(Double::isNaN)) {
        points.add(Points.of(value, costs));
      }
    }
    if (points.isEmpty()) {
      throw new InputError("no row of the table has a truth and all objectives");
    }
    return KnownFront.of(points);
  }

  private static Objective remembered(Objective objective) {
    Map<Architecture, Double> known = new ConcurrentHashMap<>();
    return new Objective(
        objective.name(),
        objective.column(),
        a -> known.computeIfAbsent(a, objective.cost()::applyAsDouble));
  }

  /** Cached, since every searcher asks for the same architectures and each needs a plan. */
  private static Limit remembered(Limit limit) {
    Map<Architecture, Double> known = new ConcurrentHashMap<>();
    return new Limit(
        limit.name(),
        limit.unit(),
        limit.minimum(),
        limit.maximum(),
        a -> known.computeIfAbsent(a, limit.measure()::applyAsDouble));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Instance instance(long seed) {
    return new Instance(
        0,
        problem.space(),
        limits,
        table.estimator(new Seed(seed)),
        truth,
        OptionalDouble.of(optimum),
        objectives,
        front);
  }
}
