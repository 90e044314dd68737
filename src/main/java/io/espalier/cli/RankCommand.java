package io.espalier.cli;

import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.rank.Quality;
import io.espalier.rank.Ranking;
import io.espalier.rank.RankingRow;
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
      "Says how far a trained supernet's ranking can be trusted: its scores and those of"
          + " training-free estimators, MACs and parameters against a truth, with intervals.",
      "Writes rank/ (scores.csv, ranking.csv, scatter.svg) and CARD.md in the run folder. Stopped, it"
          + " goes on when it is run again."
    },
    mixinStandardHelpOptions = true)
final class RankCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "A folder that declares a supernet, whose run is ranked; the card is kept there, too.")
  Path declared;

  @Mixin RunOptions run;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Takes the truth from a benchmark's table, or a CSV with a column of ids.")
  Path table;

  @Option(
      names = "--table-truth",
      paramLabel = "COLUMN",
      description = "Its column; default: a benchmark's test accuracy after full training.")
  String tableTruth = "";

  @Option(
      names = "--scratch",
      paramLabel = "N",
      description = "Takes the truth from N architectures trained from scratch as retrain.* says.")
  int scratch;

  @Option(
      names = "--architectures",
      paramLabel = "N",
      description = "How many of the table are drawn; default: ${DEFAULT-VALUE}.")
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
      description = "A run that differs in its seed alone: how far do the two agree?")
  Path against;

  @Option(
      names = "--list-top",
      paramLabel = "K",
      description =
          "Also scores all architectures of the table and looks the best K up (rank/top.csv).")
  int listTop;

  @Option(
      names = "--prefilter",
      paramLabel = "SHARE",
      description =
          "For --list-top, the share of all that the supernet sees, chosen by the training-free"
              + " scores; default: ${DEFAULT-VALUE}.")
  double prefilter = 1;

  @Option(
      names = "--top-images",
      paramLabel = "N",
      description =
          "For --list-top, compares the 20 K highest scored again on so many validation images"
              + " before it takes the top.")
  int topImages;

  @Option(
      names = "--as-searched",
      description =
          "Ranks the supernet's scores only as the search takes them, not with other batch-norm"
              + " statistics as well.")
  boolean asSearched;

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
        "rank", "the same command", configuration, run, output, session -> rank(session, settings));
  }

  private int rank(Session session, RankSettings settings) {
    Optional<Ranking> ranking = new Rank(session.run(), settings).run();
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
