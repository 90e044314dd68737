package io.espalier.study;

import io.espalier.file.HashedFile;
import io.espalier.search.objective.Points;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trials of a study as tables, and what they say: the best, the Pareto front. */
public final class Trials {

  /** Between the reason for a proposal and the reason why it failed. */
  static final String FAILED = "; failed: ";

  private Trials() {}

  /** The trial with the highest score, the earliest of equals; empty if none has a score. */
  public static Optional<Trial> best(List<Trial> trials) {
    return best(trials, 1).stream().findFirst();
  }

  /** So many of the trials with the highest scores, the best first, the earlier first of equals. */
  public static List<Trial> best(List<Trial> trials, int count) {
    Leaders leaders = new Leaders(count);
    trials.forEach(leaders::add);
    return leaders.trials();
  }

  /** The trials that have a score, the best first, the earlier first of equals; a view. */
  public static List<Trial> ranked(List<Trial> trials) {
    double[] scores = new double[trials.size()];
    List<Integer> order = new ArrayList<>();
    int next = 0;
    for (Trial trial : trials) {
      if (trial.score().isPresent()) {
        scores[next] = trial.score().getAsDouble();
        order.add(next);
      }
      next++;
    }
    order.sort(Comparator.comparingDouble(index -> -scores[index]));
    return new AbstractList<>() {
      @Override
      public Trial get(int index) {
        return trials.get(order.get(index));
      }

      @Override
      public int size() {
        return order.size();
      }
    };
  }

  /**
   * The trials to which no other is both at least as good and at least as cheap in MACs, the
   * cheapest first.
   */
  public static List<Trial> pareto(List<Trial> trials) {
    return pareto(trials, List.of());
  }

  /**
   * The trials that no other dominates in score and costs, the cheapest in the first cost first; of
   * equal ones, the earliest. Trials with an unknown cost are left out.
   *
   * @param columns the columns of the costs; if there are none, as {@link #pareto(List)}
   */
  public static List<Trial> pareto(List<Trial> trials, List<String> columns) {
    Front front = new Front(columns);
    trials.forEach(front::add);
    return front.trials();
  }

  /** The coordinates of a trial with a score, all minimised: minus the score, then the costs. */
  public static double[] point(Trial trial, List<String> columns) {
    Map<String, Double> costs = trial.costs().byColumn();
    return Points.of(
        trial.score().getAsDouble(),
        columns.stream().mapToDouble(column -> costs.getOrDefault(column, Double.NaN)).toArray());
  }

  /** Writes trials as CSV with a header line; numbers as Java writes them, empty where none is. */
  public static void write(Path file, List<Trial> trials) {
    HashedFile.writeContents(
        file.toAbsolutePath().getParent(),
        Map.of(file.getFileName().toString(), out -> TrialFile.write(out, trials)));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.espalier.error.InputError if the file is missing or a line does not fit; the message
   *     names it
   */
  public static List<Trial> read(Path file) {
    PackedTrials table = new PackedTrials();
    TrialFile.read(file, score -> true, trial -> table.add(trial, ""));
    return table.trials();
  }

  /**
   * Reads the trials with the highest scores, the best first; only so many are in memory.
   *
   * @param besides the numbers of trials with a score that are read in any case, and follow
   * @throws io.espalier.error.InputError as {@link #read}
   */
  public static List<Trial> readBest(Path file, int count, Set<Integer> besides) {
    Leaders leaders = new Leaders(count);
    List<Trial> others = new ArrayList<>();
    TrialFile.read(
        file,
        score -> leaders.takes(score) || (!besides.isEmpty() && !Double.isNaN(score)),
        trial -> {
          if (besides.contains(trial.number())) {
            others.add(trial);
          }
          leaders.add(trial);
        });
    List<Trial> all = new ArrayList<>(leaders.trials());
    others.removeIf(all::contains);
    all.addAll(others);
    return all;
  }

  /**
   * Reads the Pareto front; only the front is in memory.
   *
   * @param columns as in {@link #pareto(List, List)}
   * @throws io.espalier.error.InputError as {@link #read}
   */
  public static List<Trial> readFront(Path file, List<String> columns) {
    Front front = new Front(columns);
    TrialFile.read(file, score -> !Double.isNaN(score), front::add);
    return front.trials();
  }
}
