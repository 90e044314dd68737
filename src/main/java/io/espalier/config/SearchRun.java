package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.progress.Progress;
import io.espalier.search.Searcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.study.Finalist;
import io.espalier.study.Journal;
import io.espalier.study.JournalHeader;
import io.espalier.study.Study;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Searches, in the run folder's {@code search/<searcher>}. */
public final class SearchRun {

  private final Configuration configuration;
  private final Config config;
  private final RunFolder folder;
  private final Parts parts;
  private final FinalistRun finalists;

  /** A search with these settings. */
  public SearchRun(Configuration configuration, RunFolder folder, Parts parts) {
    this.configuration = configuration;
    this.config = configuration.values();
    this.folder = folder;
    this.parts = parts;
    this.finalists = new FinalistRun(configuration, folder, parts);
  }

  /**
   * Searches until the budget is used up, and trains the finalists, or until {@code progress} asks
   * to stop.
   *
   * @param name the searcher
   * @param resume whether to go on with what the folder holds; if not, it must hold nothing
   * @throws InputError if it holds a search that is not to be resumed, or one with other settings
   */
  public Study.Result run(String name, boolean resume, Progress progress) {
    Path study = folder.search(name);
    int before = Journal.evaluations(study.resolve(Study.JOURNAL));
    if (before > 0 && !resume) {
      throw new InputError(
          "%s holds a search of %d evaluations; go on with it by --resume, or name another folder with --work-dir"
              .formatted(study, before));
    }
    Searcher searcher = parts.searcher(name);
    if (parts.isTabular()) {
      return run(study, searcher, parts.tabular().estimator(), progress);
    }
    PyTorch.useThreads(parts.threads());
    try (Estimators estimators = new Estimators(configuration, folder, parts, progress)) {
      Optional<Estimator> estimator = estimator(estimators, progress);
      return estimator.isPresent()
          ? run(study, searcher, estimator.get(), progress)
          : new Study.Result(List.of(), Study.End.STOPPED, parts.measure());
    }
  }

  /** What the searcher is told; empty if a stop was asked for. */
  private Optional<Estimator> estimator(Estimators estimators, Progress progress) {
    EstimateWeights weights = config.estimate().weights();
    if (!weights.isCombined()) {
      boolean scratch = weights.isScratchAlone();
      return Optional.of(estimators.named(scratch ? Estimators.SCRATCH : Estimators.SUPERNET));
    }
    if (weights.needSupernet()) {
      // Refuses a folder without one before anything is written.
      estimators.named(Estimators.SUPERNET);
    }
    folder.begin();
    return estimators.combined(progress);
  }

  private Study.Result run(Path study, Searcher searcher, Estimator estimator, Progress progress) {
    folder.begin();
    // Those of a search that goes on are others.
    Finalist.forget(study);
    Study.Result result = search(study, searcher, estimator, progress);
    boolean stopped =
        result.end() == Study.End.STOPPED || !finalists.run(study, result.trials(), progress);
    return stopped ? result.stopped() : result;
  }

  private Study.Result search(
      Path study, Searcher searcher, Estimator estimator, Progress progress) {
    String name = study.getFileName().toString();
    Optional<TableTruth> truth = parts.tabular().truth();
    try {
      Study.Result result =
          new Study(study, header(configuration, name, parts.measure()), parts.space(), parts::size)
              .run(searcher, estimator, budget(), progress);
      truth.ifPresent(t -> t.write(study.resolve(TableTruth.NAME), result.trials(), parts.space()));
      return result;
    } finally {
      if (searcher instanceof LanasSearcher lanas) {
        lanas.tree().ifPresent(tree -> TreeFile.write(study.resolve(TreeFile.NAME), tree));
      }
    }
  }

  private Study.Budget budget() {
    // All of a batch, for what they have in common is computed once; but trainings one by one.
    int atOnce = config.estimate().weights().needTrainings() ? 1 : config.search().batchSize();
    return new Study.Budget(config.search().evaluations(), config.search().batchSize(), atOnce);
  }

  /** What a journal says of the search that it is of. */
  static JournalHeader header(Configuration configuration, String searcher, Measure measure) {
    List<String> decisive = new ArrayList<>(RunFolder.TRAINING_SETTINGS);
    decisive.addAll(RunFolder.SEARCH_SETTINGS);
    Config config = configuration.values();
    if (config.estimate().weights().needTrainings()) {
      decisive.addAll(RunFolder.RETRAINING_SETTINGS);
    }
    return new JournalHeader(
        config.space().name(), searcher, config.seed(), configuration.hash(decisive), measure);
  }
}
