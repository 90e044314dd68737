package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final Function<Architecture, Trial.Size> size;

  /**
   * A study in {@code folder}.
   *
   * @param header what this study is; a journal with another header is refused
   * @param size what an architecture costs; a pure function
   */
  public Study(
      Path folder,
      JournalHeader header,
      SearchSpace space,
      Function<Architecture, Trial.Size> size) {
    this.folder = folder;
    this.header = header;
    this.space = space;
    this.size = size;
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
   * Replays what the journal holds and goes on until the budget is used up, nothing is left to
   * propose, or {@code progress} asks to stop. The tables beside the journal are up to date then.
   *
   * @param searcher a fresh one, made with the header's seed
   * @throws InputError if the journal is of another study, cannot be read, or is not what the
   *     searcher proposes when it is replayed
   */
  public Result run(Searcher searcher, Estimator estimator, Budget budget, Progress progress) {
    try (Journal journal = Journal.open(folder.resolve(JOURNAL), header, space)) {
      if (journal.wasTorn()) {
        progress.say("dropped the torn last line of " + folder.resolve(JOURNAL));
      }
      Replay replay = new Replay(searcher, folder.resolve(JOURNAL));
      journal.entries().forEach(replay::take);
      TrialLog log = new TrialLog(folder, header, space, size);
      replay.told().forEach(told -> log.add(told.outcome(), told.why()));
      String what = "search " + header.searcher();
      try (Progress.Task task =
          progress.begin(what, "evaluations", budget.evaluations(), log.count())) {
        Pending pending = replay.pending();
        int known = pending.isDone() ? 0 : pending.outcomes().size() % budget.atOnce();
        estimator.remember(before(replay, known));
        while (!pending.isDone() || log.count() < budget.evaluations()) {
          if (progress.stopRequested()) {
            return result(log, End.STOPPED);
          }
          if (pending.isDone()) {
            int count = Math.min(budget.batchSize(), budget.evaluations() - log.count());
            pending = new Pending(searcher.ask(count), List.of());
            if (pending.isDone()) {
              return result(log, End.EXHAUSTED);
            }
            journal.write(List.of(new Entry.Ask(count, pending.proposals())));
          }
          // What was estimated together is estimated together again, should only a part of it have
          // reached the journal: the outcomes may hang on each other.
          List<Proposal> rest = pending.openAfter(known);
          rest = rest.subList(0, Math.min(budget.atOnce(), rest.size()));
          List<Proposal> open = rest.subList(known, rest.size());
          List<Outcome> all;
          try {
            all = estimate(estimator, rest);
          } catch (EstimateStopped e) {
            return result(log, End.STOPPED);
          }
          List<Outcome> outcomes = all.subList(known, all.size());
          known = 0;
          journal.write(tells(outcomes, log.count() + 1));
          pending = pending.with(outcomes);
          if (pending.isDone()) {
            searcher.tell(pending.outcomes());
          }
          for (int i = 0; i < outcomes.size(); i++) {
            log.add(outcomes.get(i), open.get(i).why());
          }
          task.advance(outcomes.size(), log.note());
          log.writeNowAndThen();
        }
        return result(log, End.BUDGET);
      } finally {
        log.write();
      }
    }
  }

  /** All outcomes but the last few. */
  private static List<Outcome> before(Replay replay, int last) {
    List<Outcome> told = replay.told().stream().map(Replay.Told::outcome).toList();
    return told.subList(0, told.size() - last);
  }

  private Result result(TrialLog log, End end) {
    return new Result(log.trials(), end, header.measure());
  }

  private static List<Outcome> estimate(Estimator estimator, List<Proposal> open) {
    List<Architecture> batch = open.stream().map(Proposal::architecture).toList();
    List<Outcome> outcomes = estimator.estimate(batch);
    if (!outcomes.stream().map(Outcome::architecture).toList().equals(batch)) {
      throw new IllegalStateException(
          "the estimator answered %s when asked for %s".formatted(outcomes, batch));
    }
    return outcomes;
  }

  private static List<Entry.Tell> tells(List<Outcome> outcomes, int first) {
    List<Entry.Tell> tells = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      tells.add(new Entry.Tell(first + tells.size(), outcome));
    }
    return tells;
  }
}
