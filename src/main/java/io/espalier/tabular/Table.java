package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * A table of architectures with figures, read once: it provides a space to search, scores to search
 * by, and truths to report. Immutable and safe for several threads.
 *
 * <p>Scores and truths of accuracy columns are in percent, whatever the column's unit.
 */
public final class Table {

  /** The name of the space of a table whose columns are its choices. */
  public static final String OWN_SPACE = "table";

  private final Path file;
  private final TableSpace space;
  private final List<ScoreColumn> accuracies;
  private final Map<String, TableColumn> columns;

  /**
   * A table.
   *
   * @param accuracies the columns that are known to hold accuracies, the accuracy after full
   *     training first
   * @param columns the columns of figures by their names
   */
  Table(
      Path file, TableSpace space, List<ScoreColumn> accuracies, Map<String, TableColumn> columns) {
    this.file = file;
    this.space = space;
    this.accuracies = List.copyOf(accuracies);
    this.columns = columns;
  }

  /**
   * Reads a table of a space: its published table (CSV as {@link TableFormat} says, or
   * NAS-Bench-Macro's JSON), or a CSV file with a column {@value TableFormat#ID_COLUMN} of ids.
   *
   * @throws InputError if the file cannot be read or is not a table of the space, or two rows have
   *     the same architecture; the message names the lines
   */
  public static Table read(SearchSpace space, Path file, Distinct distinct) {
    return TableLoader.load(space, file, distinct);
  }

  /** As {@link #read(SearchSpace, Path, Distinct)}, with every row a distinct network. */
  public static Table read(SearchSpace space, Path file) {
    return read(space, file, Distinct.ROWS);
  }

  /**
   * Reads a CSV file whose columns are the choices of a space of its own, called {@value
   * #OWN_SPACE}: its architectures are its rows.
   *
   * @throws InputError if the file cannot be read, lacks a column, or two rows have the same
   *     choices; the message names the lines
   */
  public static Table read(Path file, OwnColumns columns) {
    return TableLoader.load(file, columns);
  }

  /** The space of its rows. */
  public TableSpace space() {
    return space;
  }

  /** The names of the columns of figures. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** The accuracy after full training, if this program knows the table. */
  public Optional<ScoreColumn> accuracy() {
    return accuracies.stream().findFirst();
  }

  /** A column as a score, in its unit if that is known. */
  public ScoreColumn score(String column) {
    return accuracies.stream()
        .filter(known -> known.name().equals(column))
        .findFirst()
        .orElseGet(() -> new ScoreColumn(column, ScoreUnit.OTHER));
  }

  /**
   * The exact scores of a column.
   *
   * @throws InputError if there is no such column, or a cell in it holds no number
   */
  public TabularEstimator estimator(ScoreColumn score) {
    return new TabularEstimator(space, figures(score), Noise.NONE);
  }

  /** As {@link #estimator(ScoreColumn)}, in the unit that is known. */
  public TabularEstimator estimator(String column) {
    return estimator(score(column));
  }

  /**
   * The scores of a column as they are, with standard errors from another one in the same unit.
   *
   * @throws InputError if there is no such column, or a cell in it holds no number
   */
  public TabularEstimator estimator(ScoreColumn score, String errorColumn) {
    return new TabularEstimator(
        space, figures(score), Noise.of(figures(new ScoreColumn(errorColumn, score.unit()))));
  }

  /**
   * Scores as they would be measured on {@code validationImages} images: binomially distributed
   * around the accuracies of a column.
   *
   * @param seed decides, together with the row, the error of an estimate: it is the same for every
   *     caller and in every order
   * @throws InputError if the column holds no accuracies, or one outside of 0 to 100 %
   */
  public TabularEstimator estimator(ScoreColumn score, int validationImages, Seed seed) {
    ToScore figures = figures(score);
    if (!score.unit().isAccuracy()) {
      throw new InputError(
          ("noise of %d images needs accuracies, and the unit of column %s of %s is unknown; state"
                  + " whether it holds accuracies in percent or as a fraction of 1")
              .formatted(validationImages, score.name(), file));
    }
    OptionalInt off =
        space
            .distinctNetworks()
            .filter(row -> figures.of(row) < 0 || figures.of(row) > 100)
            .findFirst();
    if (off.isPresent()) {
      throw new InputError(
          "column %s of %s gives %s an accuracy of %s %%; is it in another unit?"
              .formatted(
                  score.name(),
                  file,
                  space.encoding(off.getAsInt()).id(),
                  figures.of(off.getAsInt())));
    }
    return new TabularEstimator(
        space, figures, Noise.binomial(space, validationImages, seed.derive("noise")));
  }

  /**
   * The figure of an architecture in a column, in percent for accuracies; NaN if the table has no
   * row for it, or the cell is empty.
   *
   * @throws InputError if there is no such column, or a cell in it holds no number
   */
  public ToDoubleFunction<Architecture> truth(ScoreColumn column) {
    ToScore figures = figures(column);
    return architecture -> {
      int row = space.row(architecture);
      return row < 0 ? Double.NaN : figures.of(row);
    };
  }

  /** As {@link #truth(ScoreColumn)}, in the unit that is known. */
  public ToDoubleFunction<Architecture> truth(String column) {
    return truth(score(column));
  }

  /**
   * The network with the highest figure in a column.
   *
   * @param architecture the network; the first of equals
   * @param value its figure, in percent for accuracies
   */
  public record Best(Architecture architecture, double value) {}

  /**
   * The best network that the table knows.
   *
   * @throws InputError if there is no such column, or it holds no number
   */
  public Best best(ScoreColumn column) {
    ToScore figures = figures(column);
    int best = -1;
    for (int row : space.distinctNetworks().toArray()) {
      double value = figures.of(row);
      if (Double.isFinite(value) && (best < 0 || value > figures.of(best))) {
        best = row;
      }
    }
    if (best < 0) {
      throw new InputError("column %s of %s holds no number at all".formatted(column.name(), file));
    }
    return new Best(space.encoding(best), figures.of(best));
  }

  /** As {@link #best(ScoreColumn)}, in the unit that is known. */
  public Best best(String column) {
    return best(score(column));
  }

  /** The figure of a row. */
  interface ToScore {
    double of(int row);
  }

  private ToScore figures(ScoreColumn score) {
    TableColumn column = columns.get(score.name());
    if (column == null) {
      throw InputError.unknown(
          "column of figures", score.name(), new ArrayList<>(columns.keySet()));
    }
    column.checked();
    double factor = score.unit().factor();
    return row -> column.value(row) * factor;
  }
}
