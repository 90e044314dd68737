package io.espalier.tabular;

import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import java.util.List;

/**
 * Looks scores up in a {@link Table}. They cost nothing: seconds are 0; so are standard error and
 * images unless noise is asked for.
 *
 * <p>An architecture has the score of the row that {@linkplain TableSpace stands for it}, so a
 * table of one row per network (NAS-Bench-101) answers for every encoding. Safe for several
 * threads.
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
