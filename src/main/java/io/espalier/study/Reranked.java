package io.espalier.study;

import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * One of the best of a study that was trained from scratch before one was taken home: a row of
 * {@code reranked.csv}.
 *
 * @param trial the number of its evaluation in the study
 * @param architecture its id
 * @param score the estimate by which it came so far
 * @param accuracyPercent its best validation accuracy over the epochs; empty if the training failed
 * @param standardErrorPercent the standard error of that accuracy
 * @param images how many images it was measured on
 * @param seconds what the training cost, in seconds of wall time
 */
public record Reranked(
    int trial,
    String architecture,
    double score,
    OptionalDouble accuracyPercent,
    double standardErrorPercent,
    int images,
    double seconds) {

  /** The name of the table of reranked in a study's folder. */
  public static final String TABLE = "reranked.csv";

  private static final List<String> COLUMNS =
      List.of(
          "trial",
          "architecture",
          "score",
          "accuracy_percent",
          "standard_error_percent",
          "images",
          "seconds");

  /**
   * The best trials, each of another network.
   *
   * @param count how many at most
   * @param network what names the network of an architecture's id
   */
  public static List<Trial> choose(List<Trial> trials, int count, UnaryOperator<String> network) {
    Map<String, Trial> chosen = new LinkedHashMap<>();
    Iterator<Trial> ranked = Trials.ranked(trials).iterator();
    while (chosen.size() < count && ranked.hasNext()) {
      Trial trial = ranked.next();
      chosen.putIfAbsent(network.apply(trial.architecture()), trial);
    }
    return List.copyOf(chosen.values());
  }

  /** The most accurate first, the better estimate first of equals, failures last. */
  public static List<Reranked> ranked(List<Reranked> reranked) {
    return reranked.stream()
        .sorted(
            Comparator.comparingDouble(
                    (Reranked f) -> -f.accuracyPercent().orElse(Double.NEGATIVE_INFINITY))
                .thenComparingDouble(f -> -f.score()))
        .toList();
  }

  /** Removes a study's table of reranked, if it has one. */
  public static void forget(Path study) {
    HashedFile.delete(study.resolve(TABLE));
  }

  /** Writes these, ranked, into a study's folder. */
  public static void write(Path study, List<Reranked> reranked) {
    List<List<String>> rows = ranked(reranked).stream().map(Reranked::cells).toList();
    HashedFile.write(study.resolve(TABLE), Csv.text(COLUMNS, rows));
  }

  private List<String> cells() {
    return List.of(
        Integer.toString(trial),
        architecture,
        Double.toString(score),
        Csv.cell(accuracyPercent.orElse(Double.NaN)),
        Double.toString(standardErrorPercent),
        Integer.toString(images),
        String.format(Locale.ROOT, "%.3f", seconds));
  }

  /**
   * The reranked of a study, ranked; none if it had none.
   *
   * @throws io.espalier.error.InputError if the table cannot be read
   */
  public static List<Reranked> read(Path study) {
    Path file = study.resolve(TABLE);
    if (!Files.exists(file)) {
      return List.of();
    }
    return ranked(
        Csv.read(
            file,
            COLUMNS,
            Reranked::of,
            "delete it and continue the search to have it written again"));
  }

  private static Reranked of(List<String> cells) {
    return new Reranked(
        Integer.parseInt(cells.get(0)),
        cells.get(1),
        Double.parseDouble(cells.get(2)),
        cells.get(3).isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(cells.get(3))),
        Double.parseDouble(cells.get(4)),
        Integer.parseInt(cells.get(5)),
        Double.parseDouble(cells.get(6)));
  }

  /** The most accurate of ranked reranked; empty if there are none or all failed. */
  public static Optional<Reranked> best(List<Reranked> ranked) {
    return ranked.stream().filter(f -> f.accuracyPercent().isPresent()).findFirst();
  }
}
