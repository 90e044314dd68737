package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.file.Sha256;
import io.espalier.provenance.DataUse;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.Spaces;
import io.espalier.study.Trial;
import io.espalier.tabular.ScoreColumn;
import io.espalier.tabular.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The table that a configuration names, read when it is first asked for. */
public final class TabularParts {

  private final Config config;
  private final TableSettings settings;
  private Table table;

  /**
   * The table of a configuration, if it names one.
   *
   * @throws InputError if the space is unknown
   */
  TabularParts(Config config) {
    this.config = config;
    this.settings = config.search().tabular();
    if (!isOwnSpace() && !Spaces.NAMES.contains(config.space().name())) {
      List<String> known = new ArrayList<>(Spaces.NAMES);
      known.add(Table.OWN_SPACE);
      throw InputError.unknown("space", config.space().name(), known);
    }
  }

  /** Whether scores come from a table. */
  public boolean isGiven() {
    return settings.isGiven() || isOwnSpace();
  }

  /** Whether the space is made of the table's rows. */
  public boolean isOwnSpace() {
    return config.space().name().equals(Table.OWN_SPACE);
  }

  /**
   * The table.
   *
   * @throws InputError if it cannot be read, or lacks a column that is asked for
   */
  public Table table() {
    if (table == null) {
      table = settings.read(config.space().name());
    }
    return table;
  }

  /** The column that the search sees. */
  public ScoreColumn score() {
    return settings.score(table());
  }

  /**
   * What the search is told.
   *
   * @throws InputError if other estimators than a table's are asked for as well
   */
  Estimator estimator() {
    if (!config.estimate().weights().isSupernetAlone()) {
      throw new InputError(
          "both a table (search.table) and estimate.weights of %s were given; scores are taken from one or the other"
              .formatted(config.estimate().weights().text()));
    }
    return estimator(new Seed(config.seed()));
  }

  /** What a search with another seed is told: only simulated noise hangs on it. */
  Estimator estimator(Seed run) {
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
  DataUse dataUse() {
    Path file = Path.of(settings.table());
    return new DataUse(file.getFileName().toString(), Sha256.of(file), Map.of());
  }

  /** What is reported beside the scores; empty if nothing is. */
  public Optional<TableTruth> truth() {
    return isGiven()
        ? settings
            .truth(table())
            .map(column -> new TableTruth(table().truth(column), table().best(column)))
        : Optional.empty();
  }

  /** What a row costs, NaN where the table does not say it; for own tables. */
  Trial.Size size(Architecture architecture) {
    return new Trial.Size(
        figure(settings.tableMacs(), architecture), figure(settings.tableParams(), architecture));
  }

  private double figure(String column, Architecture architecture) {
    return column.isEmpty() ? Double.NaN : truth(column).applyAsDouble(architecture);
  }

  private ToDoubleFunction<Architecture> truth(String column) {
    return table().truth(column);
  }

  /** Says that rows of an own table cannot be built. */
  void refuseRowsWithoutNetworks() {
    if (isOwnSpace()) {
      throw new InputError(
          "the space 'table' is known by the rows of a table alone, so it has no networks to train, cut out or count; only search, top, report and validate work on it");
    }
  }

  /** Says that an own table lacks what is to be limited. */
  void refuseLimitsWithoutColumn() {
    if (!isOwnSpace()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (isLimited(config.limits().macs()) && settings.tableMacs().isEmpty()) {
      missing.add("limits.macs needs search.table_macs");
    }
    if (isLimited(config.limits().params()) && settings.tableParams().isEmpty()) {
      missing.add("limits.params needs search.table_params");
    }
    if (!missing.isEmpty()) {
      throw new InputError(
          "%s: the column of the table that holds it, in millions"
              .formatted(String.join(" and ", missing)));
    }
  }

  private static boolean isLimited(List<Double> range) {
    return range.stream().anyMatch(Objects::nonNull);
  }
}
