package io.espalier.config;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.estimate.Combination;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.rank.RankFacts;
import io.espalier.rank.Ranking;
import io.espalier.rank.ScoreTable;
import io.espalier.report.RankReport;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Ranks the run's supernet and its rivals, in the run folder's {@code rank}. */
public final class RankRun {

  private final Configuration configuration;
  private final Config config;
  private final RunFolder folder;
  private final RankSettings settings;
  private final Parts parts;

  /**
   * A ranking.
   *
   * @param progress where reading images shows how far it is
   */
  public RankRun(Configuration given, RunFolder folder, RankSettings settings, Progress progress) {
    // Not a table that the search reads its scores from is ranked here, and every child sees all
    // images.
    Configuration ranked = given.set("search.table=''").set("search.racing=0");
    if (settings.validationImages().isPresent()) {
      ranked = ranked.set("search.validation_images=" + settings.validationImages().getAsInt());
    }
    this.configuration = ranked;
    this.config = ranked.values();
    this.folder = folder;
    this.settings = settings;
    this.parts = new Parts(config, progress);
    parts.requireImages("rank");
  }

  /**
   * Estimates, compares and writes the figures, the picture and the supernet's card.
   *
   * @return the figures; empty if a stop was asked for: run again, it goes on
   * @throws io.espalier.error.InputError if there is no trained supernet, or the truth cannot be
   *     had
   */
  public Optional<Ranking> run(Progress progress) {
    return run(settings.tableTruth(), progress);
  }

  /**
   * As above, against another column of the table. Images that were read are kept for the next.
   *
   * @param tableTruth the column; empty for the test accuracy after full training
   */
  Optional<Ranking> run(String tableTruth, Progress progress) {
    RankTop.check(settings, config.estimate().weights());
    if (config.estimate().weights().needTrainings()) {
      throw new InputError(
          "rank compares what needs no training of each architecture with the truth; set estimate.weights.scratch to 0 and another weight above it, or take trainings as the truth with --scratch N");
    }
    RankTruth truth = truth(tableTruth);
    int count = settings.table().isPresent() ? settings.architectures() : settings.scratch();
    List<Architecture> drawn = truth.draw(count, new Seed(settings.seed()).derive("rank"));
    NativeTrust.here().require(progress);
    PyTorch.useThreads(parts.threads());
    try (Estimators estimators = new Estimators(configuration, folder, parts, progress);
        OtherSeed other = OtherSeed.open(settings.against(), configuration, progress)) {
      // Refuses a folder without a trained supernet before anything is written.
      estimators.named(Estimators.SUPERNET);
      Map<String, RecordedEstimator> rivals = rivals(estimators, other);
      if (config.estimate().weights().isCombined()) {
        estimators.requireSound();
      }
      folder.begin();
      Columns columns = new Columns(drawn);
      for (Map.Entry<String, RecordedEstimator> each : rivals.entrySet()) {
        if (!columns.add(each.getKey(), each.getValue(), progress)) {
          return Optional.empty();
        }
      }
      if (config.estimate().weights().isCombined()) {
        Optional<Combination> combination = estimators.combination(progress);
        if (combination.isEmpty()) {
          return Optional.empty();
        }
        columns.combine(combination.get());
      }
      Optional<double[]> truths = truth.of(drawn, progress);
      if (truths.isEmpty()) {
        return Optional.empty();
      }
      List<RankFacts.TopFact> top = List.of();
      if (settings.listTop() > 0) {
        Optional<RankFacts.TopFact> listed =
            new RankTop((RankTruth.Tabulated) truth, settings, configuration, folder)
                .list(estimators, progress);
        if (listed.isEmpty()) {
          return Optional.empty();
        }
        top = List.of(listed.get());
      }
      ScoreTable table = columns.table(truths.get());
      table.write(folder.rank().resolve(ScoreTable.FILE));
      Ranking ranking = Ranking.of(table, columns.pairs(), progress);
      ranking.write(folder.rank().resolve(Ranking.FILE));
      new RankNotes(configuration, folder, settings, parts)
          .facts(truth, columns, top)
          .write(folder.rank().resolve(RankFacts.FILE));
      RankReport.write(folder.root());
      return Optional.of(ranking);
    }
  }

  private RankTruth truth(String tableTruth) {
    if (settings.table().isPresent()) {
      return RankTruth.Tabulated.read(config.space().name(), settings.table().get(), tableTruth);
    }
    ScratchTrainings trainings =
        new ScratchTrainings(configuration, folder, parts, ScratchSettings.FULL);
    return new RankTruth.Trained(parts.space(), trainings);
  }

  /** Every estimator that is ranked, the supernet's first, then what it has to beat. */
  private Map<String, RecordedEstimator> rivals(Estimators estimators, OtherSeed other) {
    Map<String, RecordedEstimator> rivals = new LinkedHashMap<>();
    EstimateSettings configured = parts.estimating();
    rivals.put(Estimators.SUPERNET, estimators.recorded(Estimators.SUPERNET));
    for (Statistics statistics : List.of(Statistics.RECALIBRATED, Statistics.BATCH)) {
      if (settings.everyStatistics() && statistics != configured.batchNorm()) {
        rivals.put(
            Estimators.SUPERNET + "_" + statistics.name().toLowerCase(Locale.ROOT),
            estimators.recorded(configured.with(statistics)));
      }
    }
    other.recorded(estimators).ifPresent(e -> rivals.put(Columns.OTHER_SEED, e));
    List<String> others = new ArrayList<>();
    if (settings.untrained()) {
      others.addAll(List.of(Estimators.LOG_SYNFLOW, Estimators.NASWOT));
    }
    others.addAll(List.of(Estimators.PARAMS, Estimators.MACS));
    others.forEach(name -> rivals.put(name, estimators.recorded(name)));
    return rivals;
  }
}
