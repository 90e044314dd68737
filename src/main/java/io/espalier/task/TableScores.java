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

/** A table that scores come from, read when it is first asked for. */
public final class TableScores {

  private final String space;
  private final TableSettings settings;
  private final Catalogues catalogues;
  private final Optional<Blueprint> networks;
  private Table table;

  /**
   * A table of architectures of a space.
   *
   * @param space the name of the space; {@link Table#OWN_SPACE} for that of the table's rows
   * @throws InputError if the space is unknown
   */
  public TableScores(String space, TableSettings settings, Catalogues catalogues) {
    this.space = space;
    this.settings = settings;
    this.catalogues = catalogues;
    this.networks =
        isOwnSpace() ? Optional.empty() : Optional.of(catalogues.spaces().named(space).blueprint());
  }

  /** The networks of the rows at their published size; empty where rows are no networks. */
  public Optional<Blueprint> networks() {
    return networks;
  }

  /**
   * The table of a run; empty if its scores do not come from one.
   *
   * @throws InputError if the space is unknown, or other scores than a table's are asked for as
   *     well
   */
  public static Optional<TableScores> of(Settings settings, Catalogues catalogues) {
    String space = settings.space().name();
    TableSettings own = settings.search().tabular();
    if (!own.isGiven() && !space.equals(Table.OWN_SPACE)) {
      return Optional.empty();
    }
    if (!settings.estimate().weights().isSupernetAlone()) {
      throw new InputError(
          "both a table (search.table) and estimate.weights of %s were given; scores are taken from one or the other"
              .formatted(settings.estimate().weights().text()));
    }
    return Optional.of(new TableScores(space, own, catalogues));
  }

  /** Whether the space is made of the table's rows, which are no networks. */
  public boolean isOwnSpace() {
    return space.equals(Table.OWN_SPACE);
  }

  /**
   * The table.
   *
   * @throws InputError if it cannot be read, or lacks a column that is asked for
   */
  public Table table() {
    if (table == null) {
      table = settings.read(space);
    }
    return table;
  }

  /** What is searched. */
  public SearchSpace space() {
    return table().space();
  }

  /** The column that the search sees. */
  public ScoreColumn score() {
    return settings.score(table());
  }

  /**
   * What a search is told.
   *
   * @param run the seed of the search: only simulated noise depends on it
   * @throws InputError if the scores do not allow the noise
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
   * Which table it is.
   *
   * @throws InputError if it cannot be read
   */
  public DataUse dataUse() {
    Path file = Path.of(settings.table());
    return new DataUse(file.getFileName().toString(), Sha256.of(file), Map.of());
  }

  /** What is reported beside the scores; empty if nothing is. */
  public Optional<TableTruth> truth() {
    return settings
        .truth(table())
        .map(column -> new TableTruth(table().truth(column), table().best(column)));
  }

  /** The costs of an architecture at its published size; of a row what the table says. */
  Costs costs(Architecture architecture) {
    if (networks.isPresent()) {
      return Costs.of(networks.get().plan(architecture).live(), catalogues.costs());
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (CostKind kind : catalogues.costs().entries()) {
      figures.put(
          kind.column(), cost(kind).map(f -> f.applyAsDouble(architecture)).orElse(Double.NaN));
    }
    return new Costs(figures);
  }

  /** A cost as the table says it; empty where it has no column of it. */
  private Optional<ToDoubleFunction<Architecture>> cost(CostKind kind) {
    String column = settings.tableCosts().getOrDefault(kind.name(), "");
    return column.isEmpty() ? Optional.empty() : Optional.of(table().truth(column));
  }

  /**
   * A cost that is limited.
   *
   * @throws InputError if the table does not say it
   */
  ToDoubleFunction<Architecture> limited(CostKind kind) {
    if (networks.isPresent()) {
      Blueprint built = networks.get();
      return architecture -> kind.of().applyAsDouble(built.plan(architecture).live());
    }
    return cost(kind)
        .orElseThrow(
            () ->
                new InputError(
                    "limits.%1$s needs search.table_costs.%1$s: the column of the table that holds it, in %2$s"
                        .formatted(kind.name(), kind.unit())));
  }
}
