package io.espalier.study;

import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.progress.Progress;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A search: a fresh searcher, an estimator and a budget, with a folder to keep its memory in.
 *
 * <p>If the folder holds a journal, it is replayed into the searcher first, so that the study goes
 * on exactly as if it had never stopped. The caller holds the lock of the run folder.
 */
public final class Study {

  /** The journal's name in the study's folder. */
  public static final String JOURNAL = "journal.jsonl";

  /** The name of the table of trials in the study's folder. */
  public static final String TRIALS = "trials.csv";

  private final Path folder;
  private final JournalHeader header;
  private final SearchSpace space;
  private final Function<Architecture, Costs> costs;

  /**
   * A study in {@code folder}.
   *
   * @param header what this study is; a journal with another header is refused
   * @param costs what an architecture costs; a pure function
   */
  public Study(
      Path folder, JournalHeader header, SearchSpace space, Function<Architecture, Costs> costs) {
    this.folder = folder;
    this.header = header;
    this.space = space;
    this.costs = costs;
  }

  /**
   * How far a study goes.
   *
   * @param evaluations how many architectures are estimated in all, those of earlier runs included
   * @param batchSize how many are proposed at a time, at least 1
   * @param atOnce how many of a batch are estimated at a time, at least 1; what is estimated is
   *     journaled before the next are begun, so a kill loses no more than these
   */
  public record Budget(int evaluations, int batchSize, int atOnce) {
    public Budget {
      if (evaluations < 1 || batchSize < 1 || atOnce < 1) {
        throw new IllegalArgumentException(
            "evaluations %d, batch size %d and %d at once must be at least 1"
                .formatted(evaluations, batchSize, atOnce));
      }
    }
  }

  /** How a run of a study ended. */
  public enum End {
    /** The budget is used up. */
    BUDGET,
    /** The searcher had nothing left to propose. */
    EXHAUSTED,
    /** The user asked to stop. */
    STOPPED
  }

  /**
   * What a study found.
   *
   * @param trials every finished evaluation, in order
   * @param end why it ended
   * @param measure what scores are
   */
  public record Result(List<Trial> trials, End end, Measure measure) {
    public Result {
      trials = List.copyOf(trials);
    }

    /** This result, but that the user asked to stop before all was done. */
    public Result stopped() {
      return new Result(trials, End.STOPPED, measure);
    }

    /** The best trial; empty if none has a score. */
    public Optional<Trial> best() {
      return Trials.best(trials);
    }
  }

  /**
   * Opens the study and replays what its journal holds; nothing is written before it {@linkplain
   * OpenedStudy#run goes on}.
   *
   * @param searcher a fresh one, made with the header's seed
   * @throws InputError if the journal is of another study, cannot be read, or is not what the
   *     searcher proposes when it is replayed
   */
  public OpenedStudy open(Searcher searcher) {
    Path file = folder.resolve(JOURNAL);
    Journal journal = Journal.open(file, header, space);
    Replay replay = new Replay(searcher, file);
    journal.entries().forEach(replay::take);
    return new OpenedStudy(
        journal, searcher, replay, new TrialLog(folder, header, space, costs), header);
  }

  /**
   * Opens the study and goes on with it.
   *
   * @throws InputError as {@link #open}
   */
  public Result run(Searcher searcher, Estimator estimator, Budget budget, Progress progress) {
    try (OpenedStudy opened = open(searcher)) {
      return opened.run(estimator, budget, progress);
    }
  }
}
