package io.espalier.cli;

import io.espalier.cli.option.Declared;
import io.espalier.cli.session.ClusterOptions;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.rank.Quality;
import io.espalier.rank.Ranking;
import io.espalier.rank.RankingRow;
import io.espalier.run.Run;
import io.espalier.run.rank.Rank;
import io.espalier.run.rank.RankSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rank",
    description = {
      "Measures how far a trained supernet's ranking can be trusted: compares its scores, those of"
          + " training-free estimators, MACs and parameters with a truth, with intervals.",
      "Writes rank/ (scores.csv, ranking.csv, scatter.svg) and CARD.md to the run folder. If stopped,"
          + " run it again to continue."
    },
    mixinStandardHelpOptions = true)
final class RankCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder that declares a supernet to rank; the card is also written there.")
  Path declared;

  @Mixin RunOptions run;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "The table of truths: a benchmark's, or a CSV file with a column of ids.")
  Path table;

  @Option(
      names = "--table-truth",
      paramLabel = "COLUMN",
      description =
          "The column of truths; default: a benchmark's test accuracy after full training.")
  String tableTruth = "";

  @Option(
      names = "--scratch",
      paramLabel = "N",
      description =
          "Trains N architectures from scratch for their truths, with the settings of retrain.")
  int scratch;

  @Option(
      names = "--architectures",
      paramLabel = "N",
      description = "Number of architectures drawn from the table; default: ${DEFAULT-VALUE}.")
  int architectures = 1_000;

  @Option(
      names = "--rank-seed",
      paramLabel = "N",
      description = "The seed of the draw; default: ${DEFAULT-VALUE}.")
  long rankSeed = 1;

  @Option(
      names = "--validation-images",
      paramLabel = "N",
      description = "Validation images per estimate; default: search.validation_images.")
  Integer validationImages;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "A run that differs only in its seed, to measure the agreement with.")
  Path against;

  @Option(
      names = "--list-top",
      paramLabel = "K",
      description =
          "Also scores all architectures of the table and looks up the best K (rank/top.csv).")
  int listTop;

  @Option(
      names = "--prefilter",
      paramLabel = "SHARE",
      description =
          "For --list-top, the share of architectures scored by the supernet, chosen by the"
              + " training-free scores; default: ${DEFAULT-VALUE}.")
  double prefilter = 1;

  @Option(
      names = "--top-images",
      paramLabel = "N",
      description =
          "For --list-top, scores the highest 20 K again on N validation images before taking the"
              + " top.")
  int topImages;

  @Option(
      names = "--as-searched",
      description =
          "Ranks the supernet's scores only with the batch-norm statistics of the search, not with"
              + " others as well.")
  boolean asSearched;

  @Mixin ClusterOptions cluster;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    RankSettings settings =
        new RankSettings(
            Optional.ofNullable(table),
            tableTruth,
            scratch,
            architectures,
            rankSeed,
            Optional.ofNullable(against),
            listTop,
            prefilter,
            topImages,
            validationImages == null ? OptionalInt.empty() : OptionalInt.of(validationImages),
            !asSearched,
            true);
    Configuration configuration =
        run.configuration(
            declared == null
                ? null
                : new Declared(declared, run.catalogues()).trained(run.workDir));
    return Session.run(
        "rank",
        "the same command",
        configuration,
        run,
        output,
        session -> cluster.with(session.run(), run -> rank(session, run, settings)));
  }

  private int rank(Session session, Run run, RankSettings settings) {
    Optional<Ranking> ranking = new Rank(run, settings).run();
    ranking.ifPresent(figures -> session.print(table(figures)));
    if (ranking.isPresent() && declared != null) {
      new Declared(declared, run.catalogues()).supernet().keepCard(session.folder());
    }
    return ranking.isPresent() ? ExitCode.DONE : ExitCode.STOPPED;
  }

  /** A row for each estimator, and one for each two that were compared with each other. */
  private static TextTable table(Ranking ranking) {
    List<String> columns = new ArrayList<>(List.of("estimator", "against", "architectures"));
    for (Quality quality : Quality.values()) {
      columns.add(quality.key());
      if (quality == Quality.KENDALL_TAU) {
        columns.add("tau_low");
        columns.add("tau_high");
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (RankingRow tau : ranking.rows()) {
      if (tau.quality() == Quality.KENDALL_TAU) {
        rows.add(row(ranking, tau));
      }
    }
    return new TextTable(columns, rows);
  }

  private static List<String> row(Ranking ranking, RankingRow tau) {
    List<String> row =
        new ArrayList<>(
            List.of(tau.estimator(), tau.against(), Integer.toString(tau.architectures())));
    for (Quality quality : Quality.values()) {
      row.add(
          ranking
              .find(tau.estimator(), tau.against(), quality)
              .map(found -> quality.text(found.value()))
              .orElse(""));
      if (quality == Quality.KENDALL_TAU) {
        row.add(quality.text(tau.low()));
        row.add(quality.text(tau.high()));
      }
    }
    return row;
  }
}
