package io.espalier.task;

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
import java.util.Map;
import java.util.Optional;

/** A table of scores, read on first use. */
public final class TableScores {

  private final SpaceSettings space;
  private final TableSettings settings;
  private final Catalogues catalogues;
  private final Optional<Blueprint> networks;
  private final TableCosts costs;
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
    this.costs = new TableCosts(this, settings, catalogues, networks);
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
   * The identity of the table and, if costs are read from another file, of that.
   *
   * @throws InputError if it cannot be read
   */
  public DataUse dataUse() {
    Path file = Path.of(settings.table());
    String hash = Sha256.of(file);
    if (!settings.tableCostFile().isEmpty()) {
      hash = Sha256.of(hash + Sha256.of(Path.of(settings.tableCostFile())));
    }
    return new DataUse(file.getFileName().toString(), hash, Map.of());
  }

  /** The truth; empty if there is none. */
  public Optional<TableTruth> truth() {
    return settings
        .truth(table())
        .map(column -> new TableTruth(table().truth(column), table().best(column)));
  }

  /** The costs of an architecture. */
  Costs costs(Architecture architecture) {
    return costs.of(architecture);
  }

  /**
   * A cost by its name.
   *
   * @param wanted the setting that names it, for messages
   * @throws InputError if it is unknown, or the table does not have it
   */
  CostSource.Named cost(String name, String wanted) {
    return costs.named(name, wanted);
  }

  /** The second table; the first one if there is none. */
  Table costTable() {
    String file = settings.tableCostFile();
    if (file.isEmpty()) {
      return table();
    }
    if (isOwnSpace()) {
      throw new InputError(
          "search.table_cost_file is %s, but the rows of the table are its own space; add the columns of costs to the table itself"
              .formatted(file));
    }
    return Table.read(
        space.kind(catalogues.spaces()).space(), Path.of(file), settings.tableDistinct());
  }
}
