package io.espalier.cli.table;

import io.espalier.estimate.Measure;
import io.espalier.run.Run;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import io.espalier.stat.Decimals;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import io.espalier.task.TableScores;
import io.espalier.task.TableTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The outcome of a search as one row, a value per column. */
public record SearchedTable(Map<String, String> row) {

  /** The outcome of every search. */
  public static SearchedTable of(Path folder, Study.Result result) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("folder", folder.toString());
    row.put("end", result.end().name());
    row.put("evaluations", Integer.toString(result.trials().size()));
    row.put("best", result.best().map(Trial::architecture).orElse(""));
    Measure measure = result.measure();
    row.put("score", result.best().map(b -> measure.text(b.score().getAsDouble())).orElse(""));
    row.put("standard_error", result.best().map(b -> measure.text(b.standardError())).orElse(""));
    row.put("score_is", measure.heading());
    result.best().ifPresent(best -> row.putAll(best.costs().text()));
    return new SearchedTable(row);
  }

  /** With the size of the front, if the search has several objectives. */
  public SearchedTable withFront(List<String> objectives, Study.Result result) {
    Map<String, String> more = new LinkedHashMap<>(row);
    if (!objectives.isEmpty()) {
      int size = Trials.pareto(result.trials(), objectives).size();
      more.put("on_the_front", Integer.toString(size));
    }
    return new SearchedTable(more);
  }

  /** With the truths in the table and, for the user's own table, the choices of the best row. */
  public SearchedTable with(Optional<TableScores> table, Study.Result result) {
    Map<String, String> more = new LinkedHashMap<>(row);
    if (table.isPresent() && result.best().isPresent()) {
      SearchSpace space = table.get().space();
      table.get().truth().ifPresent(truth -> addTruth(more, truth, result, space));
      if (table.get().isOwnSpace()) {
        Architecture best = space.parse(result.best().orElseThrow().architecture());
        more.put("choices", choices(space, best));
      }
    }
    return new SearchedTable(more);
  }

  /** With other figures that people derive from a loss. */
  public SearchedTable withFigures(Run run, Study.Result result) {
    Map<String, String> more = new LinkedHashMap<>(row);
    if (run.table().isEmpty() && result.measure() == Measure.LOSS && result.best().isPresent()) {
      double loss = -result.best().orElseThrow().score().getAsDouble();
      more.putAll(run.task().derivedFigures(loss));
    }
    return new SearchedTable(more);
  }

  /** With the most accurate of the best that were trained. */
  public SearchedTable with(List<Reranked> reranked) {
    Map<String, String> more = new LinkedHashMap<>(row);
    Reranked.best(reranked)
        .ifPresent(
            best -> {
              more.put("best_reranked", best.architecture());
              more.put("reranked_accuracy", two(best.accuracyPercent().orElseThrow()));
              more.put("reranked_standard_error", two(best.standardErrorPercent()));
            });
    return new SearchedTable(more);
  }

  private static void addTruth(
      Map<String, String> more, TableTruth truth, Study.Result result, SearchSpace space) {
    TableTruth.Summary summary = truth.summary(result.trials(), space);
    more.put("truth", two(summary.ofBest()));
    more.put("best_truth_of_ten", two(summary.bestOfTen()));
    more.put("best_in_table", two(summary.tableBest()));
  }

  private static String choices(SearchSpace space, Architecture architecture) {
    StringJoiner joined = new StringJoiner(" ");
    for (int c = 0; c < space.choices().size(); c++) {
      Choice choice = space.choices().get(c);
      joined.add(choice.name() + "=" + choice.options().get(architecture.pick(c)));
    }
    return joined.toString();
  }

  private static String two(double value) {
    return decimals(value, 2);
  }

  /** The number; empty for NaN. */
  public static String decimals(double value, int count) {
    return Double.isNaN(value) ? "" : Decimals.text(value, count);
  }

  public TextTable table() {
    return new TextTable(List.copyOf(row.keySet()), List.of(new ArrayList<>(row.values())));
  }
}
