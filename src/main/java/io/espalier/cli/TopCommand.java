package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.ReadOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.SearchedTable;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.run.RunFolder;
import io.espalier.study.Journal;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "top",
    description = "Shows the best architectures found by the searches of a run.",
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

  @Mixin ReadOptions run;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "Number of architectures to show; default: ${DEFAULT-VALUE}.")
  int count = 10;

  @Option(
      names = "--search",
      paramLabel = "NAME",
      description = "The name of a search; default: all.")
  String search;

  @Option(
      names = "--pareto",
      description =
          "Shows only the front: architectures that no other beats in all objectives of the search, or"
              + " in score and MACs.")
  boolean pareto;

  @Mixin OutputOptions output;

  /** A trial with its search, the measure of its score, and its reranking if it was trained. */
  private record Found(String search, Trial trial, Measure measure, Optional<Reranked> reranked) {

    /** Its accuracy; minus infinity if it was not trained, or failed. */
    double trained() {
      return reranked
          .map(f -> f.accuracyPercent().orElse(Double.NEGATIVE_INFINITY))
          .orElse(Double.NEGATIVE_INFINITY);
    }
  }

  @Override
  public Integer call() {
    List<Found> found = new ArrayList<>();
    for (String name : search == null ? searches() : List.of(search)) {
      Path study = run.workDir.resolve("search").resolve(name);
      Path journal = study.resolve(Study.JOURNAL);
      Measure measure = Journal.measure(journal);
      List<Reranked> all = Reranked.read(study);
      Set<Integer> trained = all.stream().map(Reranked::trial).collect(Collectors.toSet());
      Path trials = study.resolve(Study.TRIALS);
      List<Trial> chosen =
          pareto
              ? Trials.readFront(trials, Journal.objectives(journal))
              : Trials.readBest(trials, count, trained);
      for (Trial trial : chosen) {
        Optional<Reranked> reranked =
            all.stream().filter(f -> f.trial() == trial.number()).findFirst();
        found.add(new Found(name, trial, measure, reranked));
      }
    }
    // Reranked first: other commands use the best of them.
    found.sort(
        Comparator.comparingDouble((Found f) -> -f.trained())
            .thenComparingDouble(f -> -f.trial().score().getAsDouble()));
    List<Found> shown = found.stream().limit(count).toList();
    List<String> columns =
        new ArrayList<>(
            List.of(
                "search",
                "trial",
                "architecture",
                "score",
                "standard_error",
                "images",
                "trained_accuracy"));
    List<String> costs =
        shown.stream()
            .flatMap(each -> each.trial().costs().byColumn().keySet().stream())
            .distinct()
            .toList();
    columns.addAll(costs);
    columns.add("why");
    List<List<String>> rows = shown.stream().map(each -> row(each, costs)).toList();
    new TextTable(columns, rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private List<String> searches() {
    List<String> found = RunFolder.searches(run.workDir);
    if (found.isEmpty()) {
      throw new InputError(
          "%s holds no search; name the folder of a run (by default, %s)"
              .formatted(run.workDir, RunFolder.DEFAULT));
    }
    return found;
  }

  private static List<String> row(Found found, List<String> costs) {
    Trial trial = found.trial();
    List<String> row =
        new ArrayList<>(
            List.of(
                found.search(),
                Integer.toString(trial.number()),
                trial.architecture(),
                found.measure().text(trial.score().getAsDouble()),
                found.measure().text(trial.standardError()),
                Integer.toString(trial.images()),
                Double.isInfinite(found.trained())
                    ? ""
                    : SearchedTable.decimals(found.trained(), 2)));
    Map<String, String> text = trial.costs().text();
    costs.forEach(cost -> row.add(text.getOrDefault(cost, "")));
    row.add(trial.why());
    return row;
  }
}
