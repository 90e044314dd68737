package io.espalier.study;

import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import io.espalier.search.Restorable;
import java.util.List;
import java.util.Optional;

/** A searcher of which is known how it came to its state. */
final class WatchedSearcher implements Restorable {

  private final Restorable searcher;
  private int restored;
  private int asked;

  WatchedSearcher(Restorable searcher) {
    this.searcher = searcher;
  }

  /** How many outcomes it was restored from; 0 if it never was. */
  int restored() {
    return restored;
  }

  /** How many proposals it made. */
  int asked() {
    return asked;
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = searcher.ask(count);
    asked += proposals.size();
    return proposals;
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    searcher.tell(outcomes);
  }

  @Override
  public Optional<String> notes() {
    return searcher.notes();
  }

  @Override
  public void restore(List<Outcome> told, String notes) {
    searcher.restore(told, notes);
    restored = told.size();
  }
}
