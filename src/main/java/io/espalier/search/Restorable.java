package io.espalier.search;

import io.espalier.estimate.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A searcher whose state follows from the outcomes that it was told and a few notes, so that a long
 * search can be continued without repeating every ask.
 */
public interface Restorable extends Searcher {

  /**
   * What does not follow from the outcomes. It is asked for only while everything that was proposed
   * has been told, once each, and nothing else has.
   *
   * @return empty if the present state cannot be restored
   */
  Optional<String> notes();

  /**
   * Brings a fresh searcher, made in the same way, to the state of another one: whatever is asked
   * and told from now on, both propose the same.
   *
   * @param told everything that the other one was told, in any order
   * @param notes those of the other one
   */
  void restore(List<Outcome> told, String notes);
}
