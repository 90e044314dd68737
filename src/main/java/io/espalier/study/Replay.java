package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a searcher to the state at the end of a journal by repeating its asks and tells, and
 * verifies it: its proposals must equal those in the journal.
 */
final class Replay {

  private final Searcher searcher;
  private final Path file;
  private final TrialLog log;
  private final List<OpenAsk> open = new ArrayList<>();

  /**
   * A replay.
   *
   * @param searcher a searcher that knows what {@code log} holds
   * @param file the journal, for messages
   * @param log receives the trials
   */
  Replay(Searcher searcher, Path file, TrialLog log) {
    this.searcher = searcher;
    this.file = file;
    this.log = log;
  }

  /** The asks that lack outcomes, in order. */
  List<OpenAsk> open() {
    return open;
  }

  /**
   * Replays one entry.
   *
   * @throws InputError if the searcher proposes something else, or the journal's entries do not
   *     follow one another; the message names the evaluation
   */
  void take(Entry entry) {
    if (entry instanceof Entry.Ask ask) {
      compare(ask.proposals(), searcher.ask(ask.count()));
      open.add(new OpenAsk(ask.proposals()));
      return;
    }
    Entry.Tell tell = (Entry.Tell) entry;
    OpenAsk asked =
        open.stream()
            .filter(ask -> ask.isOpen(tell.outcome().architecture()))
            .findFirst()
            .filter(ask -> tell.evaluation() == log.count() + 1)
            .orElseThrow(
                () ->
                    broken(
                        "the outcome of %s as evaluation %d was not asked for there"
                            .formatted(tell.outcome().architecture().id(), tell.evaluation())));
    asked.take(tell.outcome()).ifPresent(proposal -> log.add(tell.outcome(), proposal.why()));
    if (asked.isDone()) {
      open.remove(asked);
      searcher.tell(asked.outcomes());
    }
  }

  private void compare(List<Proposal> journaled, List<Proposal> proposed) {
    if (journaled.equals(proposed)) {
      return;
    }
    for (int i = 0; i < Math.max(journaled.size(), proposed.size()); i++) {
      String before = i < journaled.size() ? text(journaled.get(i)) : "nothing";
      String now = i < proposed.size() ? text(proposed.get(i)) : "nothing";
      if (!before.equals(now)) {
        throw new InputError(
                "the search does not repeat %s: at evaluation %d it proposed %s and now proposes %s; only the version of the program and the libraries that wrote it can continue it"
                    .formatted(file, log.count() + i + 1, before, now),
                Remedy.OTHER_FOLDER)
            .see(Trouble.OTHER_WEIGHTS);
      }
    }
  }

  private static String text(Proposal proposal) {
    return "%s (%s)".formatted(proposal.architecture().id(), proposal.why());
  }

  private InputError broken(String what) {
    return new InputError(
        "%s is inconsistent after evaluation %d: %s".formatted(file, log.count(), what),
        Remedy.RESTORE,
        Remedy.OTHER_FOLDER);
  }
}
