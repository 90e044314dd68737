package io.espalier.config;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.file.Sha256;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.search.Searcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.study.Journal;
import io.espalier.study.JournalHeader;
import io.espalier.study.OpenedStudy;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.supernet.PyTorch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Searches, in the run folder's {@code search/<searcher>}. */
public final class SearchRun {

  private final Configuration configuration;
  private final Config config;
  private final RunFolder folder;
  private final Parts parts;
  private final Rerank reranked;

  /** A search with these settings. */
  public SearchRun(Configuration configuration, RunFolder folder, Parts parts) {
    this.configuration = configuration;
    this.config = configuration.values();
    this.folder = folder;
    this.parts = parts;
    this.reranked = new Rerank(configuration, folder, parts);
  }

  /**
   * Searches until the budget is used up, and trains the reranked, or until {@code progress} asks
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
      Estimator estimator = parts.tabular().estimator();
      return run(study, searcher, "", () -> Optional.of(estimator), progress);
    }
    NativeTrust.here().require(progress);
    PyTorch.useThreads(parts.threads());
    try (Estimators estimators = new Estimators(configuration, folder, parts, progress)) {
      // Refuses a folder without a supernet before anything is written.
      String weights = estimators.weightsHash();
      return run(study, searcher, weights, () -> estimator(estimators, progress), progress);
    }
  }

  /** What the searcher is told; empty if a stop was asked for. */
  private Optional<Estimator> estimator(Estimators estimators, Progress progress) {
    EstimateWeights weights = config.estimate().weights();
    if (!weights.isCombined()) {
      boolean scratch = weights.isScratchAlone();
      return Optional.of(estimators.named(scratch ? Estimators.SCRATCH : Estimators.SUPERNET));
    }
    estimators.requireSound();
    folder.begin();
    return estimators.combined(progress);
  }

  private Study.Result run(
      Path study,
      Searcher searcher,
      String weights,
      Supplier<Optional<Estimator>> estimator,
      Progress progress) {
    String name = study.getFileName().toString();
    DataUse data = parts.dataUse();
    JournalHeader header = header(configuration, name, data, weights, parts.measure());
    // A search that cannot go on is refused here, with everything as it was.
    try (OpenedStudy opened = new Study(study, header, parts.space(), parts::size).open(searcher)) {
      Optional<TableTruth> truth = parts.tabular().truth();
      Optional<Estimator> told = estimator.get();
      if (told.isEmpty()) {
        return new Study.Result(List.of(), Study.End.STOPPED, parts.measure());
      }
      begin(study, data);
      Study.Result result = search(study, searcher, opened, told.get(), progress);
      truth.ifPresent(t -> t.write(study.resolve(TableTruth.NAME), result.trials(), parts.space()));
      boolean stopped =
          result.end() == Study.End.STOPPED || !reranked.run(study, result.trials(), progress);
      return stopped ? result.stopped() : result;
    }
  }

  private void begin(Path study, DataUse data) {
    folder.begin();
    // Those of a search that goes on are others.
    Reranked.forget(study);
    if (!Files.exists(folder.provenance())) {
      // Nothing was trained here that says where the results come from.
      String hash = configuration.hash();
      Provenance.now("espalier search", config.seed(), hash, data).write(folder.provenance());
    }
  }

  private Study.Result search(
      Path study, Searcher searcher, OpenedStudy opened, Estimator estimator, Progress progress) {
    try {
      return opened.run(estimator, budget(), progress);
    } finally {
      // Not into a folder that was removed meanwhile.
      if (searcher instanceof LanasSearcher lanas && Files.exists(study.resolve(Study.JOURNAL))) {
        lanas.tree().ifPresent(tree -> TreeFile.write(study.resolve(TreeFile.NAME), tree));
      }
    }
  }

  private Study.Budget budget() {
    // All of a batch, for what they have in common is computed once; but trainings one by one.
    int atOnce = config.estimate().weights().needTrainings() ? 1 : config.search().batchSize();
    return new Study.Budget(config.search().evaluations(), config.search().batchSize(), atOnce);
  }

  /**
   * What a journal says of the search that it is of.
   *
   * @param data what scores are measured on, or the table that they are read from
   * @param weights the hash of the supernet's weights; empty where scores need none
   */
  static JournalHeader header(
      Configuration configuration, String searcher, DataUse data, String weights, Measure measure) {
    Config config = configuration.values();
    return new JournalHeader(
        config.space().name(),
        searcher,
        config.seed(),
        configuration.hash(artifact(config)),
        hash(data),
        weights,
        measure);
  }

  /** What the course of a search is, by what its scores come from. */
  private static Artifact artifact(Config config) {
    return config.estimate().weights().needTrainings()
        ? Artifact.SEARCH_BY_TRAINING
        : Artifact.SEARCH;
  }

  /** Whatever the data are called, and whichever parts of them are used for what. */
  private static String hash(DataUse data) {
    return data.parts().isEmpty()
        ? data.fingerprint()
        : Sha256.of(data.fingerprint() + new TreeMap<>(data.parts()));
  }
}
