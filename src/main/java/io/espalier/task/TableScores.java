package io.espalier.task;

import io.espalier.cost.CostKind;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.file.Sha256;
import io.espalier.plan.Blueprint;
import io.espalier.provenance.DataUse;
import io.espalier.random.Seed;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.settings.SpaceSettings;
import io.espalier.settings.TableSettings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.tabular.ScoreColumn;
import io.espalier.tabular.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A table of scores, read on first use. */
public final class TableScores {

  private final SpaceSettings space;
  private final TableSettings settings;
  private final Catalogues catalogues;
  private final Optional<Blueprint> networks;
  private Table table;

  /**
   * A table of architectures of a space.
   *
   * @param space the space; its name is {@link Table#OWN_SPACE} for that of the table's rows
   * @throws InputError if the space is unknown
   */
  public TableScores(SpaceSettings space, TableSettings settings, Catalogues catalogues) {
    this.space = space;
    this.settings = settings;
    this.catalogues = catalogues;
    this.networks =
        isOwnSpace() ? Optional.empty() : Optional.of(space.kind(catalogues.spaces()).blueprint());
  }

  /** The networks of the rows at their published size; empty if rows are not networks. */
  public Optional<Blueprint> networks() {
    return networks;
  }

  /**
   * The table of a run; empty if it uses none.
   *
   * @throws InputError if the space is unknown, or other scores are configured as well
   */
  public static Optional<TableScores> of(Settings settings, Catalogues catalogues) {
    SpaceSettings space = settings.space();
    TableSettings own = settings.search().tabular();
    if (!own.isGiven() && !space.name().equals(Table.OWN_SPACE)) {
      return Optional.empty();
    }
    if (!settings.estimate().weights().isSupernetAlone()) {
      throw new InputError(
          "both a table (search.table) and estimate.weights of %s were given; scores are taken from one or the other"
              .formatted(settings.estimate().weights().text()));
    }
    return Optional.of(new TableScores(space, own, catalogues));
  }

  /** Whether the space is made of the table's rows, which are not networks. */
  public boolean isOwnSpace() {
    return space.name().equals(Table.OWN_SPACE);
  }

  /**
   * The table.
   *
   * @throws InputError if it cannot be read, or lacks a configured column
   */
  public Table table() {
    if (table == null) {
      table = settings.read(space, catalogues.spaces());
    }
    return table;
  }

  /** The search space. */
  public SearchSpace space() {
    return table().space();
  }

  /** The column of scores. */
  public ScoreColumn score() {
    return settings.score(table());
  }

  /**
   * The estimator of a search.
   *
   * @param run the seed of the search, which only simulated noise depends on
   * @throws InputError if noise is configured for scores that allow none
   */
  public Estimator estimator(Seed run) {
    if (settings.noiseImages() > 0) {
      return table().estimator(score(), settings.noiseImages(), run.derive("table"));
    }
    return settings.tableError().isEmpty()
        ? table().estimator(score())
        : table().estimator(score(), settings.tableError());
  }

  /**
   * The identity of the table.
   *
   * @throws InputError if it cannot be read
   */
  public DataUse dataUse() {
    Path file = Path.of(settings.table());
    return new DataUse(file.getFileName().toString(), Sha256.of(file), Map.of());
  }

  /** The truth; empty if there is none. */
  public Optional<TableTruth> truth() {
    return settings
        .truth(table())
        .map(column -> new TableTruth(table().truth(column), table().best(column)));
  }

  /** The costs of an architecture at its published size or, for a row, those in the table. */
  Costs costs(Architecture architecture) {
    if (networks.isPresent()) {
      return Costs.of(networks.get(), architecture, catalogues.costs());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (CostKind kind : catalogues.costs().entries()) {
      figures.put(
          kind.column(), cost(kind).map(f -> f.applyAsDouble(architecture)).orElse(Double.NaN));
    }
    return new Costs(figures);
  }

  /** A cost from the table; empty if it has no such column. */
  private Optional<ToDoubleFunction<Architecture>> cost(CostKind kind) {
    String column = settings.tableCosts().getOrDefault(kind.name(), "");
    return column.isEmpty() ? Optional.empty() : Optional.of(table().truth(column));
  }

  /**
   * A cost, for a limit.
   *
   * @throws InputError if the table does not have it
   */
  ToDoubleFunction<Architecture> limited(CostKind kind) {
    if (networks.isPresent()) {
      return kind.of(networks.get());
    }
    return cost(kind)
        .orElseThrow(
            () ->
                new InputError(
                    "limits.%1$s needs search.table_costs.%1$s: the column of the table that holds it, in %2$s"
                        .formatted(kind.name(), kind.unit())));
  }
}
