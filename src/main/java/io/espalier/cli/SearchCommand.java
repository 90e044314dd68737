package io.espalier.cli;

import io.espalier.cli.table.SearchedTable;
import io.espalier.config.Configuration;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description = {
      "Searches for good architectures by a trained supernet, by a table, or by training each.",
      "A table is a benchmark's or your own; search.table and what follows it in the configuration"
          + " say how it is read."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder that declares a supernet, whose weights are used.")
  Path declared;

  @Mixin RunOptions run;

  @Option(
      names = "--searcher",
      paramLabel = "NAME",
      description = "The searcher (espalier list searchers).")
  String searcher;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = "Architectures estimated in all, those of earlier runs included.")
  Integer evaluations;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Architectures proposed and estimated at a time.")
  Integer batchSize;

  @Option(
      names = "--evaluate",
      paramLabel = "NAME",
      description =
          "Compares architectures by this score alone: supernet, scratch (each is trained, as"
              + " estimate.scratch and retrain say), or one that needs no training (espalier list).")
  String evaluate;

  @Option(
      names = "--rerank",
      paramLabel = "N",
      description =
          "Trains the best N from scratch afterwards, as rerank in the configuration says; the best of them is the result.")
  Integer reranked;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Takes scores from this table instead of a supernet.")
  Path table;

  @Option(
      names = "--table-score",
      paramLabel = "COLUMN",
      description = "The table's column that the search sees.")
  String score;

  @Option(
      names = "--table-truth",
      paramLabel = "COLUMN",
      description = "The table's column that is reported as the truth beside the score.")
  String truth;

  @Option(
      names = "--noise-images",
      paramLabel = "N",
      description = "Blurs the table's accuracies as if each was measured on N images.")
  Integer noiseImages;

  @Option(names = "--resume", description = "Goes on with the search that the folder holds.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration =
        run.configuration(
            declared == null
                ? null
                : new Declared(declared, run.catalogues()).trained(run.workDir));
    configuration = RunOptions.with(configuration, "search.searcher", searcher);
    configuration = RunOptions.with(configuration, "search.evaluations", evaluations);
    configuration = RunOptions.with(configuration, "search.batch_size", batchSize);
    configuration = RunOptions.with(configuration, "rerank.count", reranked);
    if (evaluate != null) {
      configuration = alone(evaluate, configuration);
    }
    configuration =
        RunOptions.with(
            configuration, "search.table", table == null ? null : table.toAbsolutePath());
    configuration = RunOptions.with(configuration, "search.table_score", score);
    configuration = RunOptions.with(configuration, "search.table_truth", truth);
    configuration = RunOptions.with(configuration, "search.noise_images", noiseImages);
    return Session.run("search", configuration, run, output, this::search);
  }

  private static Configuration alone(String score, Configuration configuration) {
    Configuration changed = configuration;
    Map<String, Double> weights = configuration.values().estimate().weights().alone(score).byName();
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      changed = RunOptions.with(changed, "estimate.weights." + weight.getKey(), weight.getValue());
    }
    return changed;
  }

  private int search(Session session) {
    Run run = session.run();
    Study.Result result = new Search(run).run(resume);
    Path folder = run.folder().search(run.settings().searchName());
    session.print(
        SearchedTable.of(folder, result)
            .with(run.table(), result)
            .withLanguage(run, result)
            .with(Reranked.read(folder))
            .table());
    return result.end() == Study.End.STOPPED ? ExitCode.STOPPED : ExitCode.DONE;
  }
}
