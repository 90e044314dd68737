package io.espalier.tabular;

import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import java.util.List;

/**
 * Looks up scores in a {@link Table}. They cost nothing: seconds are 0, and so are standard error
 * and images unless noise is requested.
 *
 * <p>An architecture has the score of the row that {@linkplain TableSpace stands for it}, so a
 * table with one row per network (NAS-Bench-101) covers every encoding. Safe for several threads.
 */
public final class TabularEstimator implements Estimator {

  private final TableSpace space;
  private final Table.ToScore scores;
  private final Noise noise;

  TabularEstimator(TableSpace space, Table.ToScore scores, Noise noise) {
    this.space = space;
    this.scores = scores;
    this.noise = noise;
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    return batch.stream().map(this::estimate).toList();
  }

  private Outcome estimate(Architecture architecture) {
    int row = space.row(architecture);
    if (row < 0) {
      return new Failure(architecture, "the table has no row of this architecture");
    }
    double score = scores.of(row);
    return Double.isFinite(score)
        ? noise.estimate(architecture, row, score)
        : new Failure(architecture, "the table's score is " + score);
  }
}
