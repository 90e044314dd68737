package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.file.HashedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  private static final String HEADER =
      "trial,architecture,score,accuracy_percent,standard_error_percent,images,seconds";

  /**
   * The best trials, each of another network.
   *
   * @param count how many at most
   * @param network what names the network of an architecture's id
   */
  public static List<Trial> choose(List<Trial> trials, int count, UnaryOperator<String> network) {
    Map<String, Trial> chosen = new LinkedHashMap<>();
    for (Trial trial : Trials.ranked(trials)) {
      if (chosen.size() < count) {
        chosen.putIfAbsent(network.apply(trial.architecture()), trial);
      }
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
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (Reranked f : ranked(reranked)) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,%s,%s,%d,%.3f%n",
              f.trial(),
              f.architecture(),
              f.score(),
              f.accuracyPercent().isPresent() ? f.accuracyPercent().getAsDouble() : "",
              f.standardErrorPercent(),
              f.images(),
              f.seconds()));
    }
    HashedFile.write(study.resolve(TABLE), text.toString());
  }

  /**
   * The reranked of a study, ranked; none if it had none.
   *
   * @throws InputError if the table cannot be read
   */
  public static List<Reranked> read(Path study) {
    Path file = study.resolve(TABLE);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = HashedFile.lines(file);
    try {
      List<Reranked> reranked = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        reranked.add(reranked(line.split(",", -1)));
      }
      return ranked(reranked);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InputError(
          "%s is no table of reranked: %s; delete it and search with --resume to have it written again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Reranked reranked(String[] cells) {
    return new Reranked(
        Integer.parseInt(cells[0]),
        cells[1],
        Double.parseDouble(cells[2]),
        cells[3].isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(cells[3])),
        Double.parseDouble(cells[4]),
        Integer.parseInt(cells[5]),
        Double.parseDouble(cells[6]));
  }

  /** The most accurate of ranked reranked; empty if there are none or all failed. */
  public static Optional<Reranked> best(List<Reranked> ranked) {
    return ranked.stream().filter(f -> f.accuracyPercent().isPresent()).findFirst();
  }
}
