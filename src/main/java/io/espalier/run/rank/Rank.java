package io.espalier.run.rank;

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
import io.espalier.run.Estimators;
import io.espalier.run.Run;
import io.espalier.run.RunFolder;
import io.espalier.run.ScratchTrainings;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.ScratchSettings;
import io.espalier.settings.SearchSettings;
import io.espalier.settings.Settings;
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
public final class Rank {

  private final Run run;
  private final Settings config;
  private final RunFolder folder;
  private final RankSettings settings;

  /** A ranking of a run's supernet. */
  public Rank(Run given, RankSettings settings) {
    // Scores that the search reads from a table are not ranked, and there is no racing.
    SearchSettings search = given.settings().search();
    search =
        search
            .withTabular(search.tabular().withTable(""))
            .withEstimating(search.estimating().withoutRacing())
            .withValidationImages(settings.validationImages().orElse(search.validationImages()));
    this.config = given.settings().withSearch(search);
    this.run = given.with(config);
    this.folder = run.folder();
    this.settings = settings;
  }

  /**
   * Estimates, compares and writes the figures, the picture and the supernet's card.
   *
   * @return the figures; empty if a stop was asked for: run again to continue
   * @throws io.espalier.error.InputError if there is no trained supernet, or the truth is not
   *     available
   */
  public Optional<Ranking> run() {
    return run(settings.tableTruth());
  }

  /**
   * As above, against another column of the table. Loaded images are reused.
   *
   * @param tableTruth the column; empty for the test accuracy after full training
   */
  public Optional<Ranking> run(String tableTruth) {
    Progress progress = run.progress();
    RankTop.check(settings, config.estimate().weights());
    if (config.estimate().weights().needTrainings()) {
      throw new InputError(
          "a ranking compares scores that need no training with the truth; set estimate.weights.scratch to 0 and another weight above 0");
    }
    RankTruth truth = truth(tableTruth);
    int count = settings.table().isPresent() ? settings.architectures() : settings.scratch();
    List<Architecture> drawn = truth.draw(count, new Seed(settings.seed()).derive("rank"));
    NativeTrust.here().require(progress);
    PyTorch.useThreads(config.threadCount());
    try (Estimators estimators = new Estimators(run);
        OtherSeed other = OtherSeed.open(settings.against(), run)) {
      // Refuses a folder without a trained supernet before anything is written.
      estimators.named(EstimateWeights.SUPERNET);
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
        Optional<Combination> combination = estimators.combination();
        if (combination.isEmpty()) {
          return Optional.empty();
        }
        columns.combine(combination.get());
      }
      Optional<double[]> truths = truth.of(drawn);
      if (truths.isEmpty()) {
        return Optional.empty();
      }
      List<RankFacts.TopFact> top = List.of();
      if (settings.listTop() > 0) {
        Optional<RankFacts.TopFact> listed =
            new RankTop((RankTruth.Tabulated) truth, settings, run).list(estimators);
        if (listed.isEmpty()) {
          return Optional.empty();
        }
        top = List.of(listed.get());
      }
      ScoreTable table = columns.table(truths.get());
      table.write(folder.rank().resolve(ScoreTable.FILE));
      Ranking ranking = Ranking.of(table, columns.pairs(), progress);
      ranking.write(folder.rank().resolve(Ranking.FILE));
      new RankNotes(run, settings)
          .facts(truth, columns, top)
          .write(folder.rank().resolve(RankFacts.FILE));
      RankReport.write(folder.root());
      return Optional.of(ranking);
    }
  }

  private RankTruth truth(String tableTruth) {
    if (settings.table().isPresent()) {
      return RankTruth.Tabulated.read(
          config.space().kind(run.catalogues().spaces()).space(),
          settings.table().get(),
          tableTruth);
    }
    ScratchTrainings trainings = new ScratchTrainings(run, ScratchSettings.FULL);
    return new RankTruth.Trained(run.task().networks().space(), trainings);
  }

  /** Every estimator that is ranked: the supernet's first, then the baselines. */
  private Map<String, RecordedEstimator> rivals(Estimators estimators, OtherSeed other) {
    Map<String, RecordedEstimator> rivals = new LinkedHashMap<>();
    EstimateSettings configured = run.task().estimating();
    rivals.put(EstimateWeights.SUPERNET, estimators.recorded(EstimateWeights.SUPERNET));
    for (Statistics statistics : List.of(Statistics.RECALIBRATED, Statistics.BATCH)) {
      if (settings.everyStatistics() && statistics != configured.batchNorm()) {
        rivals.put(
            EstimateWeights.SUPERNET + "_" + statistics.name().toLowerCase(Locale.ROOT),
            estimators.recorded(configured.with(statistics)));
      }
    }
    other.recorded(estimators).ifPresent(e -> rivals.put(Columns.OTHER_SEED, e));
    List<String> others = new ArrayList<>();
    if (settings.untrained()) {
      others.addAll(run.catalogues().scores().names());
    }
    others.addAll(run.catalogues().knownCosts());
    others.forEach(name -> rivals.put(name, estimators.recorded(name)));
    return rivals;
  }
}
