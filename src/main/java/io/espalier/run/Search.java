package io.espalier.run;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.estimate.Workers;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.search.Objective;
import io.espalier.search.Searcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.settings.Artifact;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.SearchSettings;
import io.espalier.settings.Settings;
import io.espalier.study.Journal;
import io.espalier.study.JournalHeader;
import io.espalier.study.OpenedStudy;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.supernet.PyTorch;
import io.espalier.task.LimitShares;
import io.espalier.task.Problem;
import io.espalier.task.TableScores;
import io.espalier.task.TableTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Searches, in the run folder's {@code search/<name>}. */
public final class Search {

  private final Run run;
  private final Settings settings;
  private final Rerank rerank;

  /**
   * The search that a run's settings describe.
   *
   * @throws InputError if the best are to be trained, but the architectures cannot be
   */
  public Search(Run run) {
    this.run = run;
    this.settings = run.settings();
    this.rerank = new Rerank(run);
  }

  /**
   * Searches until the budget is used up or a stop is asked for, then trains the best if reranking
   * is on.
   *
   * @param resume whether to continue a search in the folder; if not, there must be none
   * @throws InputError if it holds a search of this name that is not to be resumed, or one with
   *     other settings
   */
  public Study.Result run(boolean resume) {
    Path study = run.folder().search(settings.searchName());
    int before = resume ? 0 : Journal.evaluations(study.resolve(Study.JOURNAL));
    if (before > 0) {
      throw new InputError(
          "%s holds a search of %d evaluations".formatted(study, before),
          Remedy.CONTINUE,
          Remedy.OTHER_SEARCH);
    }
    run.folder().checkSearch(study, settings);
    Problem problem = run.problem();
    Searcher searcher = searcher(settings.search().searcher(), run, problem, settings.searchSeed());
    if (run.table().isPresent()) {
      TableScores table = run.table().get();
      Estimator estimator = table.estimator(settings.rootSeed());
      if (run.cluster().isPresent()) {
        throw new InputError(
            "a search by a table needs no cluster: its scores are known; search here");
      }
      return run(
          study, problem, searcher, "", () -> Optional.of(Workers.here(estimator)), table.truth());
    }
    NativeTrust.here().require(run.progress());
    PyTorch.useThreads(settings.threadCount());
    try (Estimators estimators = new Estimators(run)) {
      // Refuses a folder without a supernet before anything is written.
      String weights = estimators.weightsHash();
      return run(study, problem, searcher, weights, () -> workers(estimators), Optional.empty());
    }
  }

  /**
   * A fresh searcher.
   *
   * @throws InputError if there is none with this name, or the limits leave nothing to search
   */
  public static Searcher searcher(String name, Run run, Problem problem, Seed seed) {
    return run.catalogues()
        .searchers()
        .named(name)
        .create(
            problem.space(),
            problem.limits(),
            problem.objectives(),
            run.settings().search().own().get(name),
            seed);
  }

  /** Those who estimate for the search; empty if a stop was asked for. */
  private Optional<Workers> workers(Estimators estimators) {
    EstimateWeights weights = settings.estimate().weights();
    if (weights.isCombined()) {
      if (run.cluster().isPresent()) {
        throw new InputError(
            "estimate.weights names several scores, and a cluster estimates by one; set the weights of all others to 0");
      }
      estimators.requireSound();
      run.folder().begin();
      return estimators.combined().map(Workers::here);
    }
    run.folder().begin();
    return Optional.of(workers(weights.used().iterator().next(), estimators));
  }

  private Workers workers(String score, Estimators estimators) {
    if (score.equals(EstimateWeights.SCRATCH)) {
      return new ScratchTrainings(run, settings.estimate().scratch()).workers(Estimators.ROLLBACKS);
    }
    Estimator shared = estimators.shared(score);
    if (run.cluster().isEmpty()) {
      return Workers.here(shared);
    }
    boolean needSupernet = score.equals(EstimateWeights.SUPERNET);
    Workers there = run.cluster().get().workers(ClusterJob.estimates(run, score, needSupernet));
    return shared instanceof RecordedEstimator kept ? kept.by(there) : there;
  }

  private Study.Result run(
      Path study,
      Problem problem,
      Searcher searcher,
      String weights,
      Supplier<Optional<Workers>> workers,
      Optional<TableTruth> truth) {
    DataUse data = problem.data().get();
    JournalHeader header =
        header(
            settings,
            settings.search().searcher(),
            data,
            weights,
            problem.measure(),
            problem.objectives());
    // A search that cannot be continued is refused here, before anything changes.
    try (OpenedStudy opened =
        new Study(study, header, problem.space(), problem.costs()).open(searcher)) {
      Optional<Workers> told = workers.get();
      if (told.isEmpty()) {
        return new Study.Result(List.of(), Study.End.STOPPED, problem.measure());
      }
      begin(study, data);
      stateLimits(study, problem);
      Study.Result result = search(study, searcher, opened, told.get());
      truth.ifPresent(
          t -> t.write(study.resolve(TableTruth.NAME), result.trials(), problem.space()));
      boolean stopped = result.end() == Study.End.STOPPED || !rerank.run(study, result.trials());
      return stopped ? result.stopped() : result;
    }
  }

  /** Says how often networks keep limits that no region of a tree describes. */
  private void stateLimits(Path study, Problem problem) {
    if (!problem.limits().isEmpty()) {
      LimitShares shares = LimitShares.of(problem);
      shares.words().forEach(run.progress()::say);
      shares.write(study);
    }
  }

  private void begin(Path study, DataUse data) {
    run.folder().begin();
    run.folder().keepSettings(study);
    // The continued search will have others.
    Reranked.forget(study);
    if (!Files.exists(run.folder().provenance())) {
      // Without a training, nothing else records the provenance.
      Provenance.now("espalier search", settings.seed(), settings.hash(), data)
          .write(run.folder().provenance());
    }
  }

  private Study.Result search(Path study, Searcher searcher, OpenedStudy opened, Workers workers) {
    Progress progress = run.progress();
    // While it goes on, too, so that one can watch the tree grow.
    Runnable writeTree = () -> writeTree(study, searcher);
    try {
      return opened.run(workers, budget(), progress, writeTree);
    } finally {
      writeTree.run();
    }
  }

  private static void writeTree(Path study, Searcher searcher) {
    // Not into a folder that was removed meanwhile.
    if (searcher instanceof LanasSearcher lanas && Files.exists(study.resolve(Study.JOURNAL))) {
      lanas.tree().ifPresent(tree -> TreeFile.write(study.resolve(TreeFile.NAME), tree));
    }
  }

  private Study.Budget budget() {
    SearchSettings search = settings.search();
    // A whole batch at a time, to share computation, but trainings one by one.
    int atOnce = settings.estimate().weights().needTrainings() ? 1 : search.batchSize();
    return new Study.Budget(
        search.evaluations(), search.batchSize(), atOnce, search.batchesUnderWay());
  }

  /**
   * The header of the journal of a search.
   *
   * @param data the data that scores are measured on, or the table that they are read from
   * @param weights the hash of the supernet's weights; empty where scores need none
   * @param objectives the costs that are kept low beside the score
   */
  static JournalHeader header(
      Settings settings,
      String searcher,
      DataUse data,
      String weights,
      Measure measure,
      List<Objective> objectives) {
    Artifact artifact =
        settings.estimate().weights().needTrainings()
            ? Artifact.SEARCH_BY_TRAINING
            : Artifact.SEARCH;
    return new JournalHeader(
        settings.space().name(),
        searcher,
        settings.seed(),
        settings.hash(artifact),
        data.hash(),
        weights,
        measure,
        objectives.stream().map(Objective::column).toList());
  }
}
