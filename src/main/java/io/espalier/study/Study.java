package io.espalier.study;

import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Workers;
import io.espalier.progress.Progress;
import io.espalier.search.Restorable;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A search: a fresh searcher, an estimator and a budget, with a folder for its state.
 *
 * <p>If the folder holds a journal, it is replayed into the searcher first, so that the study
 * continues exactly as if it had never stopped. A long journal is replayed from the last snapshot
 * only, if the searcher's state can be restored. The caller holds the lock of the run folder.
 */
public final class Study {

  /** The journal's name in the study's folder. */
  public static final String JOURNAL = "journal.jsonl";

  /**
   * The snapshot's name in the study's folder. It is derived from the journal and may be deleted.
   */
  public static final String SNAPSHOT = "snapshot.bin";

  /** The name of the table of trials in the study's folder. */
  public static final String TRIALS = "trials.csv";

  /** The name of the table of the Pareto front in the study's folder. */
  public static final String PARETO = "pareto.csv";

  /** Fewer trials are replayed in no time, with a searcher that can be restored. */
  private static final int TRIALS_BETWEEN_SNAPSHOTS = 10_000;

  private final Path folder;
  private final JournalHeader header;
  private final SearchSpace space;
  private final Function<Architecture, Costs> costs;
  private final int betweenSnapshots;

  /**
   * A study in {@code folder}.
   *
   * @param header the identity of this study; a journal with another header is refused
   * @param costs gives the costs of an architecture; a pure function
   */
  public Study(
      Path folder, JournalHeader header, SearchSpace space, Function<Architecture, Costs> costs) {
    this(folder, header, space, costs, TRIALS_BETWEEN_SNAPSHOTS);
  }

  /** As above, with so many trials from one snapshot to the next. */
  Study(
      Path folder,
      JournalHeader header,
      SearchSpace space,
      Function<Architecture, Costs> costs,
      int betweenSnapshots) {
    this.folder = folder;
    this.header = header;
    this.space = space;
    this.costs = costs;
    this.betweenSnapshots = betweenSnapshots;
  }

  /**
   * The budget of a study.
   *
   * @param evaluations the total number of architectures to estimate, including those of earlier
   *     runs
   * @param batchSize the number of architectures proposed at a time, at least 1
   * @param atOnce the number of a batch's architectures estimated at a time, at least 1; their
   *     outcomes are journaled before the next ones begin, so a kill loses no more than these
   * @param batches the number of batches under way at a time: with more than one, the searcher
   *     proposes before it knows the outcomes of the last proposals; 0 for as many as keep the
   *     workers busy, which is 1 for one worker
   */
  public record Budget(int evaluations, int batchSize, int atOnce, int batches) {
    public Budget {
      if (evaluations < 1 || batchSize < 1 || atOnce < 1 || batches < 0) {
        throw new IllegalArgumentException(
            "evaluations %d, batch size %d, %d at once must be at least 1, and batches %d at least 0"
                .formatted(evaluations, batchSize, atOnce, batches));
      }
    }

    /** The number of batches under way that so many workers are given. */
    int batches(int workers) {
      if (batches > 0) {
        return batches;
      }
      int groups = (batchSize + atOnce - 1) / atOnce;
      // One more than they work on, so that none waits for the searcher.
      return workers == 1 ? 1 : (workers + groups - 1) / groups + 1;
    }

    /** A budget with one batch under way at a time. */
    public Budget(int evaluations, int batchSize, int atOnce) {
      this(evaluations, batchSize, atOnce, 1);
    }
  }

  /** The ways a run of a study can end. */
  public enum End {
    /** The budget is used up. */
    BUDGET,
    /** The searcher had nothing left to propose. */
    EXHAUSTED,
    /** The user asked to stop. */
    STOPPED
  }

  /**
   * The result of a study.
   *
   * @param trials all finished evaluations, in order
   * @param end the way it ended
   * @param measure the measure of the scores
   */
  public record Result(List<Trial> trials, End end, Measure measure) {
    public Result {
      trials = PackedTrials.immutable(trials);
    }

    /** This result, marked as stopped by the user before everything was done. */
    public Result stopped() {
      return new Result(trials, End.STOPPED, measure);
    }

    /** The best trial; empty if none has a score. */
    public Optional<Trial> best() {
      return Trials.best(trials);
    }
  }

  /**
   * Opens the study and replays its journal; nothing is written before it {@linkplain
   * OpenedStudy#run continues}.
   *
   * @param searcher a fresh searcher, created with the header's seed
   * @throws InputError if the journal belongs to another study, cannot be read, or differs from
   *     what the searcher proposes in the replay
   */
  public OpenedStudy open(Searcher searcher) {
    Path file = folder.resolve(JOURNAL);
    TrialLog log = new TrialLog(folder, header, space, costs);
    Replay replay = new Replay(searcher, file, log);
    Optional<Journal> continued =
        searcher instanceof Restorable restorable
            ? continued(restorable, log, replay)
            : Optional.empty();
    Journal journal = continued.orElseGet(() -> Journal.open(file, header, space, replay::take));
    return new OpenedStudy(journal, searcher, replay, log, header, betweenSnapshots);
  }

  /** The journal, replayed from the snapshot only; empty if that is not possible. */
  private Optional<Journal> continued(Restorable searcher, TrialLog log, Replay replay) {
    Optional<Journal.Place> place = Snapshot.place(folder, header);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    // While the lines of the journal are checked.
    CompletableFuture<Optional<Snapshot>> read =
        CompletableFuture.supplyAsync(() -> Snapshot.read(folder, header));
    return Journal.openFrom(
        place.get(),
        folder.resolve(JOURNAL),
        header,
        space,
        () -> {
          Optional<Snapshot> snapshot = read.join().filter(s -> s.place().equals(place.get()));
          snapshot.ifPresent(s -> restore(searcher, log, s));
          return snapshot.isPresent();
        },
        replay::take);
  }

  private void restore(Restorable searcher, TrialLog log, Snapshot snapshot) {
    CompletableFuture<Void> logged =
        CompletableFuture.runAsync(() -> log.restore(snapshot.trials()));
    searcher.restore(snapshot.trials().outcomes(space), snapshot.notes());
    logged.join();
  }

  /**
   * Opens the study and continues it.
   *
   * @throws InputError as {@link #open}
   */
  public Result run(Searcher searcher, Estimator estimator, Budget budget, Progress progress) {
    try (OpenedStudy opened = open(searcher)) {
      return opened.run(Workers.here(estimator), budget, progress);
    }
  }
}
