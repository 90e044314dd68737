package io.espalier.task;

import io.espalier.cost.CostKind;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.settings.Catalogues;
import io.espalier.settings.TableSettings;
import io.espalier.space.Architecture;
import io.espalier.tabular.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The costs of a table's architectures: columns of it or of a second table where the settings name
 * them or where they are asked for by the column's name, otherwise those of the networks at their
 * published size.
 */
final class TableCosts {

  private static final int DECIMALS = 3;

  private final TableScores scores;
  private final Map<String, String> columns;
  private final Catalogues catalogues;
  private final Optional<Blueprint> networks;

  /** The kinds that only the user's settings name, and columns that were asked for by name. */
  private final Map<String, CostKind> own = new LinkedHashMap<>();

  private final Map<String, ToDoubleFunction<Architecture>> read = new LinkedHashMap<>();
  private Table table;

  TableCosts(
      TableScores scores,
      TableSettings settings,
      Catalogues catalogues,
      Optional<Blueprint> networks) {
    this.scores = scores;
    this.columns = new LinkedHashMap<>(settings.tableCosts());
    this.catalogues = catalogues;
    this.networks = networks;
    columns.forEach(
        (name, column) -> {
          if (catalogues.costs().find(name).isEmpty() && !column.isEmpty()) {
            own.put(name, kind(name, column));
          }
        });
  }

  private static CostKind kind(String name, String column) {
    return new CostKind(name, "the column " + column, column, column, DECIMALS, TableCosts::none);
  }

  private static double none(Plan plan) {
    throw new IllegalStateException("the costs of a table are not those of plans");
  }

  /** All costs of an architecture; NaN where one is not known. */
  Costs of(Architecture architecture) {
    Map<String, Double> figures = new LinkedHashMap<>();
    Optional<Plan> plan = networks.map(built -> built.plan(architecture).live());
    for (CostKind kind : catalogues.costs().entries()) {
      Optional<ToDoubleFunction<Architecture>> told = column(kind.name()).or(kind::measured);
      if (told.isPresent() || kind.isToldByPlans()) {
        double figure =
            told.map(of -> of.applyAsDouble(architecture))
                .or(() -> plan.map(kind.of()::applyAsDouble))
                .orElse(Double.NaN);
        figures.put(kind.column(), figure);
      }
    }
    own.forEach(
        (name, kind) ->
            figures.put(kind.column(), column(name).orElseThrow().applyAsDouble(architecture)));
    return new Costs(figures);
  }

  /** See {@link CostSource#named}. */
  CostSource.Named named(String name, String wanted) {
    Optional<CostKind> known =
        catalogues.costs().find(name).or(() -> Optional.ofNullable(own.get(name)));
    if (known.isEmpty() && table().columns().contains(name)) {
      columns.put(name, name);
      own.put(name, kind(name, name));
      known = Optional.of(own.get(name));
    }
    CostKind kind =
        known.orElseThrow(() -> InputError.unknown("cost in " + wanted + ":", name, names()));
    Optional<ToDoubleFunction<Architecture>> told = column(name).or(kind::measured);
    if (told.isPresent()) {
      return new CostSource.Named(kind, told.get());
    }
    Blueprint built =
        networks.orElseThrow(
            () ->
                new InputError(
                    "%1$s needs search.table_costs.%2$s: the column of the table that holds it, in %3$s"
                        .formatted(wanted, name, kind.unit())));
    return new CostSource.Named(kind, kind.of(built));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(catalogues.costs().names());
    names.addAll(own.keySet());
    table().columns().stream().filter(column -> !names.contains(column)).forEach(names::add);
    return names;
  }

  /** The column of a cost; empty if the settings name none. */
  private Optional<ToDoubleFunction<Architecture>> column(String name) {
    String column = columns.getOrDefault(name, "");
    return column.isEmpty()
        ? Optional.empty()
        : Optional.of(read.computeIfAbsent(name, n -> table().truth(column)));
  }

  private Table table() {
    if (table == null) {
      table = scores.costTable();
    }
    return table;
  }
}
