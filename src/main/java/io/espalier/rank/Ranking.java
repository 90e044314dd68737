package io.espalier.rank;

import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.stat.Bootstrap;
import io.espalier.stat.Bootstrap.Interval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How well each estimator ranks, and how far two of them agree: {@code ranking.csv}.
 *
 * <p>Intervals hold 95 % of {@value #DRAWS} bootstrap samples of the architectures, drawn with a
 * fixed seed: they say how far figures would move with other architectures, not with another
 * training of the supernet.
 *
 * @param rows the figures
 */
public record Ranking(List<RankingRow> rows) {

  /** Its name in the ranking's folder. */
  public static final String FILE = "ranking.csv";

  /** The name of the column that estimators are compared with first. */
  public static final String TRUTH = "truth";

  private static final List<String> COLUMNS =
      List.of("estimator", "against", "quality", "value", "low", "high", "architectures");
  private static final int DRAWS = 1_000;
  private static final double CONFIDENCE = 0.95;
  private static final Seed SEED = new Seed(0).derive("ranking");

  public Ranking {
    rows = List.copyOf(rows);
  }

  /**
   * Two estimators that are compared with each other.
   *
   * @param one the one
   * @param other the other
   */
  public record Pair(String one, String other) {}

  /**
   * All figures of all estimators against the truth, and Kendall's tau of some pairs.
   *
   * @param pairs whose agreement is of interest
   */
  public static Ranking of(ScoreTable table, List<Pair> pairs, Progress progress) {
    int figures = table.estimators().size() * Quality.values().length + pairs.size();
    List<RankingRow> rows = new ArrayList<>();
    try (Progress.Task task = progress.begin("intervals", "figures", figures, 0)) {
      for (String estimator : table.estimators()) {
        for (Quality quality : Quality.values()) {
          rows.add(row(table, new Pair(estimator, TRUTH), quality));
          task.advance(1, "");
        }
      }
      for (Pair pair : pairs) {
        rows.add(row(table, pair, Quality.KENDALL_TAU));
        task.advance(1, "");
      }
    }
    return new Ranking(rows);
  }

  private static RankingRow row(ScoreTable table, Pair pair, Quality quality) {
    double[] own = table.scores(pair.one());
    double[] other = pair.other().equals(TRUTH) ? table.truths() : table.scores(pair.other());
    int[] both = ScoreTable.both(own, other);
    double[] scores = ScoreTable.at(own, both);
    double[] truths = ScoreTable.at(other, both);
    int count = both.length;
    if (count < 2) {
      return new RankingRow(
          pair.one(), pair.other(), quality, Double.NaN, Double.NaN, Double.NaN, count);
    }
    Interval interval =
        Bootstrap.interval(
            count,
            drawn -> quality.of(ScoreTable.at(scores, drawn), ScoreTable.at(truths, drawn)),
            DRAWS,
            CONFIDENCE,
            SEED);
    double value = quality.of(scores, truths);
    return new RankingRow(
        pair.one(), pair.other(), quality, value, interval.low(), interval.high(), count);
  }

  /** The estimators that are compared with the truth, in their order. */
  public Set<String> estimators() {
    Set<String> names = new LinkedHashSet<>();
    rows.stream().filter(r -> r.against().equals(TRUTH)).forEach(r -> names.add(r.estimator()));
    return names;
  }

  /** A figure; empty if it is not here. */
  public Optional<RankingRow> find(String estimator, String against, Quality quality) {
    return rows.stream()
        .filter(row -> row.estimator().equals(estimator))
        .filter(row -> row.against().equals(against) && row.quality() == quality)
        .findFirst();
  }

  /** The figures of agreement between estimators. */
  public List<RankingRow> agreements() {
    return rows.stream().filter(row -> !row.against().equals(TRUTH)).toList();
  }

  /** Writes the figures. */
  public void write(Path file) {
    HashedFile.write(file, Csv.text(COLUMNS, rows.stream().map(Ranking::cells).toList()));
  }

  private static List<String> cells(RankingRow row) {
    return List.of(
        row.estimator(),
        row.against(),
        row.quality().key(),
        Csv.cell(row.value()),
        Csv.cell(row.low()),
        Csv.cell(row.high()),
        Integer.toString(row.architectures()));
  }

  /**
   * Reads figures that {@link #write} wrote.
   *
   * @throws io.espalier.error.InputError if the file is missing or holds something else
   */
  public static Ranking read(Path file) {
    return new Ranking(Csv.read(file, COLUMNS, Ranking::row, "make the ranking again"));
  }

  private static RankingRow row(List<String> cells) {
    Quality quality =
        Stream.of(Quality.values())
            .filter(known -> known.key().equals(cells.get(2)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no figure is called " + cells.get(2)));
    return new RankingRow(
        cells.get(0),
        cells.get(1),
        quality,
        Csv.number(cells.get(3)),
        Csv.number(cells.get(4)),
        Csv.number(cells.get(5)),
        Integer.parseInt(cells.get(6)));
  }
}
