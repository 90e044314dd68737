package io.espalier.task.compare;

import io.espalier.compare.ComparisonTask;
import io.espalier.compare.Instance;
import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.settings.LimitSettings;
import io.espalier.space.Architecture;
import io.espalier.task.Problem;
import io.espalier.task.TableScores;
import io.espalier.task.TableTruth;
import java.util.List;
import java.util.Map;
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
    this.optimum =
        problem.feasible().enumerate(Integer.MAX_VALUE).orElseThrow().stream()
            .mapToDouble(truth)
            .filter(Double::isFinite)
            .max()
            .orElseThrow(() -> new InputError("the table has no truth within the limits"));
    // Unusable scores are better refused now than in the first run.
    table.estimator(new Seed(0));
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
        OptionalDouble.of(optimum));
  }
}
