package io.espalier.study;

import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.GroupsUnderWay;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.Workers;
import io.espalier.file.HashedFile;
import io.espalier.progress.Progress;
import io.espalier.search.Proposal;
import io.espalier.search.Restorable;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.study.Study.Budget;
import io.espalier.study.Study.End;
import io.espalier.study.Study.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A study whose journal was checked and replayed, so that it can continue. */
public final class OpenedStudy implements AutoCloseable {

  private final Journal journal;
  private final Searcher searcher;
  private final TrialLog log;
  private final JournalHeader header;
  private final List<OpenAsk> asks;
  private final int betweenSnapshots;

  /** The number of trials in the last snapshot. */
  private int saved;

  /** Whether a replay of the journal brings a searcher to the state of this one. */
  private boolean isAsJournaled = true;

  OpenedStudy(
      Journal journal,
      Searcher searcher,
      Replay replay,
      TrialLog log,
      JournalHeader header,
      int betweenSnapshots) {
    this.journal = journal;
    this.searcher = searcher;
    this.log = log;
    this.header = header;
    this.asks = replay.open();
    this.betweenSnapshots = betweenSnapshots;
    this.saved = log.restored();
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
      write();
      return result;
    } catch (RuntimeException | Error e) {
      // Write the journal's tables, unless the journal is gone and they would be left alone.
      if (journal.isThere()) {
        log.write(Map.of());
      }
      throw e;
    }
  }

  /** Writes the tables, and a snapshot if the last one is old and the present state allows one. */
  private void write() {
    Map<String, HashedFile.Content> snapshot = new HashMap<>();
    if (isAsJournaled
        && asks.isEmpty()
        && log.count() - saved >= betweenSnapshots
        && searcher instanceof Restorable restorable) {
      restorable
          .notes()
          .map(notes -> new Snapshot(journal.end(), notes, log.table()))
          .ifPresent(s -> snapshot.put(Study.SNAPSHOT, s.content(header)));
    }
    log.write(snapshot);
    saved = snapshot.isEmpty() ? saved : log.count();
  }

  private Result goOn(Workers workers, Budget budget, Progress progress, Runnable besides) {
    String what = "search " + header.searcher();
    workers.remember(remembered(budget));
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
        log.nowAndThen(
            () -> {
              write();
              besides.run();
            });
      }
      return result(isExhausted ? End.EXHAUSTED : End.BUDGET);
    } catch (EstimateStopped e) {
      return result(End.STOPPED);
    }
  }

  /** The outcomes so far, but for those that will be estimated again. */
  private List<Outcome> remembered(Budget budget) {
    Set<Outcome> again = new HashSet<>();
    asks.forEach(ask -> again.addAll(ask.again(budget.atOnce())));
    List<Outcome> all = log.outcomes();
    return again.isEmpty() ? all : all.stream().filter(o -> !again.contains(o)).toList();
  }

  /** The number of architectures that may still be proposed. */
  private int left(Budget budget) {
    return budget.evaluations() - log.count() - asks.stream().mapToInt(OpenAsk::openCount).sum();
  }

  /** Asks for proposals; false if there are none. */
  private boolean ask(int count) {
    // An ask that fails or finds nothing is not in the journal, but may have changed the searcher.
    boolean wasAsJournaled = isAsJournaled;
    isAsJournaled = false;
    List<Proposal> proposals = searcher.ask(count);
    if (proposals.isEmpty()) {
      return false;
    }
    journal.write(new Entry.Ask(count, proposals));
    isAsJournaled = wasAsJournaled;
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
