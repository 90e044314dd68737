package io.espalier.run.compare;

import io.espalier.file.AtomicFile;
import io.espalier.progress.Progress;
import io.espalier.rank.Quality;
import io.espalier.rank.Ranking;
import io.espalier.rank.RankingRow;
import io.espalier.run.Run;
import io.espalier.run.Train;
import io.espalier.run.rank.Rank;
import io.espalier.run.rank.RankSettings;
import io.espalier.settings.AblationSettings;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Trains a supernet for each variant and seed of an ablation and ranks it. Each training has a run
 * folder of its own, shared by variants that differ only in scoring; nothing is done twice. Scores
 * of untrained networks, which no variant changes, are taken once; other batch-norm statistics are
 * variants like any other.
 */
public final class Ablation {

  /** The table of all figures. */
  public static final String TABLE = "ablation.csv";

  private final AblationSettings ablation;
  private final Catalogues catalogues;
  private final Path folder;

  /**
   * An ablation.
   *
   * @param folder the folder of the run folders
   */
  public Ablation(AblationSettings ablation, Catalogues catalogues, Path folder) {
    this.ablation = ablation;
    this.catalogues = catalogues;
    this.folder = folder;
  }

  /**
   * The ranking of a supernet.
   *
   * @param variant the variant of the training
   * @param seed the seed
   * @param truth the table's column of truths
   * @param training the result of the training
   * @param estimator the estimator of the figures: the supernet, or a baseline
   * @param ranking the figures of all estimators
   */
  private record Row(
      String variant,
      long seed,
      String truth,
      TrainingResult training,
      String estimator,
      Ranking ranking) {

    RankingRow figure(Quality quality) {
      return ranking.find(estimator, Ranking.TRUTH, quality).orElseThrow();
    }
  }

  /**
   * Trains and ranks what is missing, and writes the table.
   *
   * @return the mean over the seeds of each figure, by {@code variant/truth/estimator/figure};
   *     empty if a stop was asked for
   */
  public Optional<Map<String, Double>> run(Progress progress) {
    List<Row> rows = new ArrayList<>();
    for (long seed : ablation.seeds()) {
      for (String variant : ablation.variants().keySet()) {
        progress.say("variant %s, seed %d".formatted(variant, seed));
        Optional<List<Row>> done = run(variant, seed, rows.isEmpty(), progress);
        if (done.isEmpty()) {
          return Optional.empty();
        }
        rows.addAll(done.get());
        write(rows);
      }
    }
    return Optional.of(means(rows));
  }

  private Optional<List<Row>> run(String variant, long seed, boolean untrained, Progress progress) {
    Path at = folder.resolve("%s-seed%d".formatted(ablation.trainedAs(variant), seed));
    Settings settings = ablation.variants().get(variant).withSeed(seed).withWorkDir(at.toString());
    try (Run run = Run.open(settings, catalogues, progress)) {
      TrainingResult result = new Train(run).run("espalier experiment run", true);
      if (!result.finished()) {
        return Optional.empty();
      }
      Rank rank = new Rank(run, ranking(untrained));
      List<Row> rows = new ArrayList<>();
      for (String truth : ablation.truths()) {
        Optional<Ranking> ranking = rank.run(truth);
        if (ranking.isEmpty()) {
          return Optional.empty();
        }
        for (String estimator : ranking.get().estimators()) {
          rows.add(new Row(variant, seed, truth, result, estimator, ranking.get()));
        }
      }
      return Optional.of(rows);
    }
  }

  private RankSettings ranking(boolean untrained) {
    return new RankSettings(
        Optional.of(ablation.table()),
        ablation.truths().get(0),
        0,
        ablation.architectures(),
        ablation.drawSeed(),
        Optional.empty(),
        0,
        1,
        0,
        OptionalInt.empty(),
        false,
        untrained);
  }

  private void write(List<Row> rows) {
    StringBuilder text = new StringBuilder("variant,seed,truth,steps,cpu_seconds,loss,estimator");
    for (Quality quality : Quality.values()) {
      text.append(",%1$s,%1$s_low,%1$s_high".formatted(quality.key()));
    }
    text.append('\n');
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%d,%.1f,%.4f,%s",
              row.variant(),
              row.seed(),
              row.truth(),
              row.training().steps(),
              row.training().cpuSeconds(),
              row.training().loss(),
              row.estimator()));
      for (Quality quality : Quality.values()) {
        RankingRow figure = row.figure(quality);
        text.append(
            String.format(
                Locale.ROOT, ",%.4f,%.4f,%.4f", figure.value(), figure.low(), figure.high()));
      }
      text.append('\n');
    }
    AtomicFile.writeText(folder.resolve(TABLE), text.toString());
  }

  private static Map<String, Double> means(List<Row> rows) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Row row : rows) {
      String start = "%s/%s/%s/".formatted(row.variant(), row.truth(), row.estimator());
      for (Quality quality : Quality.values()) {
        values
            .computeIfAbsent(start + quality.key(), key -> new ArrayList<>())
            .add(row.figure(quality).value());
      }
      values
          .computeIfAbsent(row.variant() + "/cpu_seconds", key -> new ArrayList<>())
          .add(row.training().cpuSeconds());
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (figure, all) ->
            means.put(figure, all.stream().mapToDouble(v -> v).average().orElse(Double.NaN)));
    return means;
  }
}
