package io.espalier.cli;

import io.espalier.config.Config;
import io.espalier.config.Configuration;
import io.espalier.config.EstimateWeights;
import io.espalier.config.Parts;
import io.espalier.config.SearchRun;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "search",
    description = {
      "Searches for good architectures by a trained supernet, by a table, or by training each.",
      "A table is a benchmark's or your own; search.table and what follows it in the configuration"
          + " say how it is read."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = "--searcher",
      paramLabel = "NAME",
      description = "lanas, random, evolution, local_search, mcts or gp.")
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
          "Compares architectures by this alone: supernet, scratch (each is trained, as"
              + " estimate.scratch and retrain say), log_synflow, naswot, params or macs.")
  String evaluate;

  @Option(
      names = "--rerank",
      paramLabel = "N",
      description =
          "Trains the best N from scratch afterwards (reranked in the configuration says how); the best of them is the result.")
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
    Configuration configuration = run.configuration(null);
    configuration = RunOptions.with(configuration, "search.searcher", searcher);
    configuration = RunOptions.with(configuration, "search.evaluations", evaluations);
    configuration = RunOptions.with(configuration, "search.batch_size", batchSize);
    configuration = RunOptions.with(configuration, "rerank.count", reranked);
    if (evaluate != null) {
      configuration = EstimateWeights.alone(evaluate, configuration);
    }
    configuration =
        RunOptions.with(
            configuration, "search.table", table == null ? null : table.toAbsolutePath());
    configuration = RunOptions.with(configuration, "search.table_score", score);
    configuration = RunOptions.with(configuration, "search.table_truth", truth);
    configuration = RunOptions.with(configuration, "search.noise_images", noiseImages);
    return Session.run("search", configuration, output, this::search);
  }

  private int search(Session session) {
    Config config = session.values();
    String name = config.search().searcher();
    Parts parts = new Parts(config, session.progress());
    Study.Result result =
        new SearchRun(session.configuration(), session.folder(), parts)
            .run(name, resume, session.progress());
    session.print(
        SearchedTable.of(session.folder().search(name), result)
            .with(parts.tabular(), result)
            .with(parts.text(), result)
            .with(Reranked.read(session.folder().search(name)))
            .table());
    return result.end() == Study.End.STOPPED ? ExitCode.STOPPED : ExitCode.DONE;
  }
}
