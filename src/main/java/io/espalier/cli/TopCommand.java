package io.espalier.cli;

import io.espalier.config.RunFolder;
import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.study.Journal;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "top",
    description = "Shows the best architectures that the searches of a run found.",
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      required = true,
      description = "The run folder.")
  Path workDir;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      description = "How many; default: ${DEFAULT-VALUE}.")
  int count = 10;

  @Option(names = "--searcher", paramLabel = "NAME", description = "Only what this searcher found.")
  String searcher;

  @Option(names = "--pareto", description = "Only what nothing cheaper beats.")
  boolean pareto;

  @Mixin OutputOptions output;

  /** A trial, who found it, what its score is, and what came of it if it was trained. */
  private record Found(String searcher, Trial trial, Measure measure, Optional<Reranked> reranked) {

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
    for (String name : searcher == null ? searchers() : List.of(searcher)) {
      Path study = workDir.resolve("search").resolve(name);
      Measure measure = Journal.measure(study.resolve(Study.JOURNAL));
      List<Trial> trials = Trials.read(study.resolve(Study.TRIALS));
      List<Reranked> all = Reranked.read(study);
      for (Trial trial : pareto ? Trials.pareto(trials) : Trials.ranked(trials)) {
        Optional<Reranked> reranked =
            all.stream().filter(f -> f.trial() == trial.number()).findFirst();
        found.add(new Found(name, trial, measure, reranked));
      }
    }
    // Reranked first, as the best of them is what the other commands take home.
    found.sort(
        Comparator.comparingDouble((Found f) -> -f.trained())
            .thenComparingDouble(f -> -f.trial().score().getAsDouble()));
    List<List<String>> rows = found.stream().limit(count).map(TopCommand::row).toList();
    List<String> columns =
        List.of(
            "searcher",
            "trial",
            "architecture",
            "score",
            "standard_error",
            "images",
            "trained_accuracy",
            "macs_millions",
            "params_millions",
            "why");
    new TextTable(columns, rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private List<String> searchers() {
    Path searches = workDir.resolve("search");
    try (Stream<Path> studies = Files.list(searches)) {
      List<String> found =
          studies
              .filter(study -> Files.exists(study.resolve(Study.TRIALS)))
              .map(study -> study.getFileName().toString())
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw noSearch(null);
      }
      return found;
    } catch (IOException e) {
      throw noSearch(e);
    }
  }

  private InputError noSearch(IOException cause) {
    return new InputError(
        "%s holds no search; name the folder of a run (its default is %s)"
            .formatted(workDir, RunFolder.DEFAULT),
        cause);
  }

  private static List<String> row(Found found) {
    Trial trial = found.trial();
    return List.of(
        found.searcher(),
        Integer.toString(trial.number()),
        trial.architecture(),
        found.measure().text(trial.score().getAsDouble()),
        found.measure().text(trial.standardError()),
        Integer.toString(trial.images()),
        Double.isInfinite(found.trained()) ? "" : SearchedTable.decimals(found.trained(), 2),
        SearchedTable.decimals(trial.size().macsMillions(), 2),
        SearchedTable.decimals(trial.size().paramsMillions(), 3),
        trial.why());
  }
}
