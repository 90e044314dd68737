package io.espalier.task;

import io.espalier.file.HashedFile;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import io.espalier.tabular.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The truth behind the scores of a search, which may be a proxy or noisy.
 *
 * @param of the truth of an architecture; NaN if the table has none
 * @param best the best in the table
 */
public record TableTruth(ToDoubleFunction<Architecture> of, Table.Best best) {

  /** The file of truths in the folder of a study. */
  public static final String NAME = "truth.csv";

  private static final int FEW = 10;

  /**
   * The truths of the result of a search.
   *
   * @param ofBest the truth of the network with the best score
   * @param bestOfTen the highest truth among the ten with the best scores
   * @param tableBest the highest in the table
   */
  public record Summary(double ofBest, double bestOfTen, double tableBest) {}

  /** The summary of {@code trials}, at least one of which has a score. */
  public Summary summary(List<Trial> trials, SearchSpace space) {
    List<Trial> ranked = Trials.ranked(trials);
    double ten =
        ranked.stream()
            .limit(FEW)
            .mapToDouble(trial -> truth(trial, space))
            .filter(truth -> !Double.isNaN(truth))
            .max()
            .orElse(Double.NaN);
    return new Summary(truth(ranked.get(0), space), ten, best.value());
  }

  /** Writes the score and the truth of every trial, and the truth of the best score so far. */
  public void write(Path file, List<Trial> trials, SearchSpace space) {
    StringBuilder text = new StringBuilder("trial,architecture,score,truth,truth_of_best_so_far\n");
    Trial leader = null;
    for (Trial trial : trials) {
      if (trial.score().isPresent()
          && (leader == null || trial.score().orElseThrow() > leader.score().orElseThrow())) {
        leader = trial;
      }
      text.append(trial.number())
          .append(',')
          .append(trial.architecture())
          .append(',')
          .append(trial.score().isPresent() ? Double.toString(trial.score().orElseThrow()) : "")
          .append(',')
          .append(truth(trial, space))
          .append(',')
          .append(leader == null ? "" : Double.toString(truth(leader, space)))
          .append('\n');
    }
    HashedFile.write(file, text.toString());
  }

  private double truth(Trial trial, SearchSpace space) {
    return of.applyAsDouble(space.parse(trial.architecture()));
  }
}
