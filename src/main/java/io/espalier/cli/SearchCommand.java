package io.espalier.cli;

import io.espalier.config.Config;
import io.espalier.config.Configuration;
import io.espalier.config.Parts;
import io.espalier.config.SearchRun;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "search",
    description = "Searches a trained supernet, or a benchmark's table, for good architectures.",
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
      names = "--table",
      paramLabel = "FILE",
      description = "Takes scores from this benchmark's table instead of a supernet.")
  Path table;

  @Option(names = "--resume", description = "Goes on with the search that the folder holds.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration = run.configuration(null);
    configuration = RunOptions.with(configuration, "search.searcher", searcher);
    configuration = RunOptions.with(configuration, "search.evaluations", evaluations);
    configuration = RunOptions.with(configuration, "search.batch_size", batchSize);
    configuration =
        RunOptions.with(
            configuration, "search.table", table == null ? null : table.toAbsolutePath());
    return Session.run("search", configuration, output, this::search);
  }

  private int search(Session session) {
    Config config = session.values();
    String name = config.search().searcher();
    Parts parts = new Parts(config, session.progress());
    Study.Result result =
        new SearchRun(session.configuration(), session.folder(), parts)
            .run(name, resume, session.progress());
    session.print(table(session.folder().search(name), result));
    return result.end() == Study.End.STOPPED ? ExitCode.STOPPED : ExitCode.DONE;
  }

  /** The outcome of a search as one row. */
  static Table table(Path folder, Study.Result result) {
    List<String> columns =
        List.of(
            "folder",
            "end",
            "evaluations",
            "best",
            "score",
            "standard_error",
            "macs_millions",
            "params_millions");
    List<String> row =
        result.best().map(best -> row(folder, result, best)).orElseGet(() -> row(folder, result));
    return new Table(columns, List.of(row));
  }

  private static List<String> row(Path folder, Study.Result result, Trial best) {
    return List.of(
        folder.toString(),
        result.end().name(),
        Integer.toString(result.trials().size()),
        best.architecture(),
        String.format(Locale.ROOT, "%.2f", best.score().getAsDouble()),
        String.format(Locale.ROOT, "%.2f", best.standardError()),
        String.format(Locale.ROOT, "%.2f", best.size().macsMillions()),
        String.format(Locale.ROOT, "%.3f", best.size().paramsMillions()));
  }

  private static List<String> row(Path folder, Study.Result result) {
    return List.of(
        folder.toString(),
        result.end().name(),
        Integer.toString(result.trials().size()),
        "",
        "",
        "",
        "",
        "");
  }
}
