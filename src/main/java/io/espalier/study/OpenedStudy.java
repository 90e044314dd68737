package io.espalier.study;

import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.GroupsUnderWay;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.Workers;
import io.espalier.progress.Progress;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.study.Study.Budget;
import io.espalier.study.Study.End;
import io.espalier.study.Study.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A study whose journal was checked and replayed, so that it can continue. */
public final class OpenedStudy implements AutoCloseable {

  private final Journal journal;
  private final Searcher searcher;
  private final TrialLog log;
  private final JournalHeader header;
  private final List<Outcome> told;
  private final List<OpenAsk> asks;

  OpenedStudy(
      Journal journal, Searcher searcher, Replay replay, TrialLog log, JournalHeader header) {
    this.journal = journal;
    this.searcher = searcher;
    this.log = log;
    this.header = header;
    this.told = replay.told().stream().map(Replay.Told::outcome).toList();
    this.asks = replay.open();
    replay.told().forEach(outcome -> log.add(outcome.outcome(), outcome.why()));
  }

  /**
   * Continues until the budget is used up, nothing is left to propose, or {@code progress} asks to
   * stop. The tables next to the journal are up to date then.
   *
   * @throws io.espalier.error.InputError if the folder cannot be written, or was removed in the
   *     meantime
   */
  public Result run(Workers workers, Budget budget, Progress progress) {
    return run(workers, budget, progress, () -> {});
  }

  /**
   * As above.
   *
   * @param besides what is done each time that the tables have been written, now and then while the
   *     study goes on; it must not change the searcher
   */
  public Result run(Workers workers, Budget budget, Progress progress, Runnable besides) {
    if (journal.wasTorn()) {
      progress.say("dropped the torn last line of the journal of " + header.searcher());
    }
    journal.begin();
    try {
      Result result = goOn(workers, budget, progress, besides);
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

  private Result goOn(Workers workers, Budget budget, Progress progress, Runnable besides) {
    String what = "search " + header.searcher();
    List<Outcome> remembered = new ArrayList<>(told);
    asks.forEach(ask -> remembered.removeAll(ask.again(budget.atOnce())));
    workers.remember(remembered);
    GroupsUnderWay<OpenAsk> running = new GroupsUnderWay<>(workers);
    boolean isExhausted = false;
    try (Progress.Task task =
        progress.begin(what, "evaluations", budget.evaluations(), log.count())) {
      while (!asks.isEmpty() || (!isExhausted && left(budget) > 0)) {
        if (progress.stopRequested()) {
          return result(End.STOPPED);
        }
        while (!isExhausted && asks.size() < budget.batches(workers.count()) && left(budget) > 0) {
          isExhausted = !ask(Math.min(budget.batchSize(), left(budget)));
        }
        begin(running, budget.atOnce());
        for (GroupsUnderWay.Done<OpenAsk> done : running.await(progress::stopRequested)) {
          task.advance(take(done), log.note());
        }
        log.writeNowAndThen(besides);
      }
      return result(isExhausted ? End.EXHAUSTED : End.BUDGET);
    } catch (EstimateStopped e) {
      return result(End.STOPPED);
    }
  }

  /** The number of architectures that may still be proposed. */
  private int left(Budget budget) {
    return budget.evaluations() - log.count() - asks.stream().mapToInt(OpenAsk::openCount).sum();
  }

  /** Asks for proposals; false if there are none. */
  private boolean ask(int count) {
    List<Proposal> proposals = searcher.ask(count);
    if (proposals.isEmpty()) {
      return false;
    }
    journal.write(List.of(new Entry.Ask(count, proposals)));
    asks.add(new OpenAsk(proposals));
    return true;
  }

  private void begin(GroupsUnderWay<OpenAsk> running, int atOnce) {
    for (OpenAsk ask : asks) {
      while (running.haveRoom()) {
        Optional<List<Architecture>> group = ask.nextGroup(atOnce);
        if (group.isEmpty()) {
          break;
        }
        running.begin(ask, group.get());
      }
    }
  }

  /** Takes the outcomes of a group; returns how many are new. */
  private int take(GroupsUnderWay.Done<OpenAsk> done) {
    OpenAsk ask = done.of();
    List<Outcome> outcomes =
        done.outcomes().stream().filter(outcome -> ask.isOpen(outcome.architecture())).toList();
    journal.write(tells(outcomes, log.count() + 1));
    List<Proposal> proposals =
        outcomes.stream().map(outcome -> ask.take(outcome).orElseThrow()).toList();
    if (ask.isDone()) {
      asks.remove(ask);
      searcher.tell(ask.outcomes());
    }
    for (int i = 0; i < outcomes.size(); i++) {
      log.add(outcomes.get(i), proposals.get(i).why());
    }
    return outcomes.size();
  }

  private Result result(End end) {
    return new Result(log.trials(), end, header.measure());
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
