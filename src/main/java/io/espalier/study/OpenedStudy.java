package io.espalier.study;

import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.study.Study.Budget;
import io.espalier.study.Study.End;
import io.espalier.study.Study.Result;
import java.util.ArrayList;
import java.util.List;

/** A study whose journal was checked and replayed, so that it can continue. */
public final class OpenedStudy implements AutoCloseable {

  private final Journal journal;
  private final Searcher searcher;
  private final Replay replay;
  private final TrialLog log;
  private final JournalHeader header;

  OpenedStudy(
      Journal journal, Searcher searcher, Replay replay, TrialLog log, JournalHeader header) {
    this.journal = journal;
    this.searcher = searcher;
    this.replay = replay;
    this.log = log;
    this.header = header;
    replay.told().forEach(told -> log.add(told.outcome(), told.why()));
  }

  /**
   * Continues until the budget is used up, nothing is left to propose, or {@code progress} asks to
   * stop. The tables next to the journal are up to date then.
   *
   * @throws io.espalier.error.InputError if the folder cannot be written, or was removed in the
   *     meantime
   */
  public Result run(Estimator estimator, Budget budget, Progress progress) {
    return run(estimator, budget, progress, () -> {});
  }

  /**
   * As above.
   *
   * @param besides what is done each time that the tables have been written, now and then while the
   *     study goes on; it must not change the searcher
   */
  public Result run(Estimator estimator, Budget budget, Progress progress, Runnable besides) {
    if (journal.wasTorn()) {
      progress.say("dropped the torn last line of the journal of " + header.searcher());
    }
    journal.begin();
    try {
      Result result = goOn(estimator, budget, progress, besides);
      journal.requireThere();
      log.write();
      return result;
    } catch (RuntimeException | Error e) {
      // Write the journal's tables, unless the journal is gone and they would be left alone.
      if (journal.isThere()) {
        log.write();
      }
      throw e;
    }
  }

  private Result goOn(Estimator estimator, Budget budget, Progress progress, Runnable besides) {
    String what = "search " + header.searcher();
    try (Progress.Task task =
        progress.begin(what, "evaluations", budget.evaluations(), log.count())) {
      Pending pending = replay.pending();
      int known = pending.isDone() ? 0 : pending.outcomes().size() % budget.atOnce();
      estimator.remember(before(replay, known));
      while (!pending.isDone() || log.count() < budget.evaluations()) {
        if (progress.stopRequested()) {
          return result(End.STOPPED);
        }
        if (pending.isDone()) {
          int count = Math.min(budget.batchSize(), budget.evaluations() - log.count());
          pending = new Pending(searcher.ask(count), List.of());
          if (pending.isDone()) {
            return result(End.EXHAUSTED);
          }
          journal.write(List.of(new Entry.Ask(count, pending.proposals())));
        }
        // If only a part of a group reached the journal, the whole group is estimated again, since
        // the outcomes may depend on each other.
        List<Proposal> rest = pending.openAfter(known);
        rest = rest.subList(0, Math.min(budget.atOnce(), rest.size()));
        List<Proposal> open = rest.subList(known, rest.size());
        List<Outcome> all;
        try {
          all = estimate(estimator, rest);
        } catch (EstimateStopped e) {
          return result(End.STOPPED);
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
        log.writeNowAndThen(besides);
      }
      return result(End.BUDGET);
    }
  }

  /** All outcomes but the last few. */
  private static List<Outcome> before(Replay replay, int last) {
    List<Outcome> told = replay.told().stream().map(Replay.Told::outcome).toList();
    return told.subList(0, told.size() - last);
  }

  private Result result(End end) {
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

  @Override
  public void close() {
    journal.close();
  }
}
