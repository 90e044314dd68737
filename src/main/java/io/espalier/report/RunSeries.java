package io.espalier.report;

import io.espalier.rank.Quality;
import io.espalier.rank.Ranking;
import io.espalier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run as numbers over steps, for programs that draw them.
 *
 * @param begin about when it began; as far as it is known, when its training did
 * @param settings all settings by their path
 * @param series the points of each curve by its name, such as {@code search/lanas/score}; names
 *     have letters, digits, {@code _ . - /} and spaces
 * @param problems the parts that could not be read, in words
 */
public record RunSeries(
    Instant begin,
    Map<String, String> settings,
    Map<String, List<Point>> series,
    List<String> problems) {

  private static final String STEP = "step";
  private static final String SECONDS = "seconds";

  /** Columns of a curve that say where a point is, not how good something is. */
  private static final Set<String> PLACES = Set.of(STEP, "epoch", SECONDS, "cpu_seconds");

  private static final String UNUSUAL = "[^A-Za-z0-9_./ -]";

  /**
   * A point of a curve.
   *
   * @param step the training step, or the number of the trial; of a figure of the whole run, the
   *     last step
   * @param seconds since the part of the run that it belongs to began
   * @param value the value; finite
   */
  public record Point(long step, double seconds, double value) {

    private Point of(double other) {
      return new Point(step, seconds, other);
    }
  }

  /** Reads all curves of a run, whole. */
  public static RunSeries of(Path folder) {
    RunContents run = new RunReader(folder).read();
    Map<String, List<Point>> series = new LinkedHashMap<>();
    run.training().ifPresent(curve -> addCurve(series, "training", curve));
    Point end = end(run.training());
    run.ranking().ifPresent(files -> addRanking(series, files.ranking(), end));
    run.searches().forEach((name, trials) -> addSearch(series, "search/" + name, trials));
    run.retraining().ifPresent(curve -> addCurve(series, "retraining", curve));
    Point retrained = end(run.retraining());
    run.result()
        .filter(result -> Double.isFinite(result.testAccuracyPercent()))
        .ifPresent(
            result ->
                add(
                    series,
                    "retraining/test_accuracy_percent",
                    List.of(retrained.of(result.testAccuracyPercent()))));
    List<String> problems = new ArrayList<>(run.notes());
    problems.removeIf(note -> !note.contains("was left out"));
    return new RunSeries(
        begin(run, end.seconds()), RunSummary.settings(run, problems), series, problems);
  }

  private static void addCurve(Map<String, List<Point>> series, String part, Curve curve) {
    List<Double> steps = curve.columns().get(STEP);
    List<Double> seconds = curve.columns().get(SECONDS);
    if (steps == null || seconds == null) {
      return;
    }
    curve
        .columns()
        .forEach(
            (column, values) -> {
              List<Point> points = new ArrayList<>();
              for (int row = 0; row < curve.rows() && !PLACES.contains(column); row++) {
                if (Double.isFinite(values.get(row)) && Double.isFinite(steps.get(row))) {
                  points.add(
                      new Point(steps.get(row).longValue(), seconds.get(row), values.get(row)));
                }
              }
              add(series, part + "/" + column, points);
            });
  }

  private static void addRanking(Map<String, List<Point>> series, Ranking ranking, Point end) {
    for (String estimator : ranking.estimators()) {
      for (Quality quality : Quality.values()) {
        ranking
            .find(estimator, Ranking.TRUTH, quality)
            .filter(row -> Double.isFinite(row.value()))
            .ifPresent(
                row ->
                    add(
                        series,
                        "ranking/%s/%s".formatted(estimator.replace('/', '-'), quality.key()),
                        List.of(end.of(row.value()))));
      }
    }
  }

  private static void addSearch(Map<String, List<Point>> series, String part, List<Trial> trials) {
    List<Point> scores = new ArrayList<>();
    List<Point> best = new ArrayList<>();
    double seconds = 0;
    for (Trial trial : trials) {
      seconds += Double.isFinite(trial.seconds()) ? trial.seconds() : 0;
      Point place = new Point(trial.number(), seconds, 0);
      trial.score().ifPresent(score -> scores.add(place.of(score)));
      trial.bestSoFar().ifPresent(score -> best.add(place.of(score)));
    }
    add(series, part + "/score", scores);
    add(series, part + "/best_score", best);
  }

  private static void add(Map<String, List<Point>> series, String name, List<Point> points) {
    if (points.isEmpty()) {
      return;
    }
    String usual = name.replaceAll(UNUSUAL, "-");
    String free = usual;
    for (int number = 2; series.containsKey(free); number++) {
      free = usual + "-" + number;
    }
    series.put(free, List.copyOf(points));
  }

  private static Point end(Optional<Curve> curve) {
    double step = curve.map(known -> known.last(STEP)).orElse(0.0);
    double seconds = curve.map(known -> known.last(SECONDS)).orElse(0.0);
    return new Point(
        Double.isFinite(step) ? (long) step : 0, Double.isFinite(seconds) ? seconds : 0, 0);
  }

  /** A provenance says when a training ended. */
  private static Instant begin(RunContents run, double trainingSeconds) {
    try {
      if (run.provenance().isPresent()) {
        return Instant.parse(run.provenance().get().when()).minusSeconds((long) trainingSeconds);
      }
      return Files.getLastModifiedTime(run.folder().resolve("config.yaml")).toInstant();
    } catch (DateTimeException | IOException e) {
      return Instant.EPOCH;
    }
  }
}
