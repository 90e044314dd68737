package io.espalier.task;

import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import io.espalier.tabular.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private static final List<String> COLUMNS =
      List.of("trial", "architecture", "score", "truth", "truth_of_best_so_far");

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
    List<Trial> ranked = Trials.best(trials, FEW);
    double ten =
        ranked.stream()
            .mapToDouble(trial -> truth(trial, space))
            .filter(truth -> !Double.isNaN(truth))
            .max()
            .orElse(Double.NaN);
    return new Summary(truth(ranked.get(0), space), ten, best.value());
  }

  /** Writes the score and the truth of every trial, and the truth of the best score so far. */
  public void write(Path file, List<Trial> trials, SearchSpace space) {
    HashedFile.writeContents(
        file.toAbsolutePath().getParent(),
        Map.of(file.getFileName().toString(), out -> Csv.write(out, COLUMNS, rows(trials, space))));
  }

  /** The rows one by one, since there may be a million. */
  private Iterable<List<String>> rows(List<Trial> trials, SearchSpace space) {
    double[] leader = {Double.NEGATIVE_INFINITY, Double.NaN};
    return () ->
        trials.stream()
            .map(
                trial -> {
                  double truth = truth(trial, space);
                  if (trial.score().orElse(Double.NEGATIVE_INFINITY) > leader[0]) {
                    leader[0] = trial.score().getAsDouble();
                    leader[1] = truth;
                  }
                  return List.of(
                      Integer.toString(trial.number()),
                      trial.architecture(),
                      Csv.cell(trial.score().orElse(Double.NaN)),
                      Double.toString(truth),
                      leader[0] == Double.NEGATIVE_INFINITY ? "" : Double.toString(leader[1]));
                })
            .iterator();
  }

  private double truth(Trial trial, SearchSpace space) {
    return of.applyAsDouble(space.parse(trial.architecture()));
  }
}
