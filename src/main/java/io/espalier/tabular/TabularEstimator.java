package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks scores up in a table. They cost nothing and are exact: standard error, images and seconds
 * are 0.
 *
 * <p>An architecture has the score of its own row; if the table has none, that of the last row with
 * the same canonical form. Tables of one row per network (NAS-Bench-101) thus answer for every
 * encoding.
 */
public final class TabularEstimator implements Estimator {

  private final SearchSpace space;
  private final Map<String, Double> scores;

  private TabularEstimator(SearchSpace space, Map<String, Double> scores) {
    this.space = space;
    this.scores = scores;
  }

  /**
   * Reads the table's test accuracies after full training, in percent.
   *
   * @throws InputError if the space has no table or the file is not one of it
   */
  public static TabularEstimator ofAccuracy(String space, Path table) {
    TableFormat format = TableFormat.of(space);
    return read(format, table, format.accuracyColumn(), format.accuracyUnit());
  }

  /**
   * Reads any column; its values are taken as they are, and higher is better.
   *
   * @throws InputError if the space has no table, or the file is not one of it or lacks the column
   */
  public static TabularEstimator ofColumn(String space, Path table, String column) {
    return read(TableFormat.of(space), table, column, 1);
  }

  private static TabularEstimator read(TableFormat format, Path table, String column, double unit) {
    SearchSpace space = format.space();
    Map<String, Double> own = new HashMap<>();
    Map<String, Double> canonical = new HashMap<>();
    try (TableReader reader = new TableReader(format, table)) {
      for (Optional<TableRow> row = reader.next(); row.isPresent(); row = reader.next()) {
        Architecture architecture = row.get().architecture();
        double score = row.get().value(column) * unit;
        own.put(architecture.id(), score);
        canonical.put(space.canonical(architecture).id(), score);
      }
    }
    canonical.forEach(own::putIfAbsent);
    return new TabularEstimator(space, own);
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    return batch.stream().map(this::estimate).toList();
  }

  private Outcome estimate(Architecture architecture) {
    Double score = scores.get(architecture.id());
    if (score == null) {
      score = scores.get(space.canonical(architecture).id());
    }
    if (score == null) {
      return new Failure(architecture, "the table has no row of this architecture");
    }
    return Double.isFinite(score)
        ? new Estimate(architecture, score, 0, 0, 0)
        : new Failure(architecture, "the table's score is " + score);
  }
}
