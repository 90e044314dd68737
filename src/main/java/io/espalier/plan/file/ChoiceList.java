package io.espalier.plan.file;

import io.espalier.space.Choice;
import io.espalier.space.ConditionalSpace.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The choices of a space, as they are found in its file. */
final class ChoiceList {

  private final List<Entry> entries = new ArrayList<>();

  /**
   * A choice.
   *
   * @param condition when it has an effect; empty if always
   * @param largest the option whose weights hold those of all others; empty if options have weights
   *     of their own
   * @param stage the stage that it belongs to
   * @param layer the layer of that stage; empty if it concerns all of them
   */
  record Entry(
      Choice choice,
      Optional<Condition> condition,
      Optional<Integer> largest,
      String stage,
      String layer) {}

  /** Adds a choice and returns its index. */
  int add(Entry entry) {
    entries.add(entry);
    return entries.size() - 1;
  }

  /** The choice with a name; empty if there is none. */
  Optional<Integer> find(String name) {
    int found = choices().stream().map(Choice::name).toList().indexOf(name);
    return found < 0 ? Optional.empty() : Optional.of(found);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  List<Choice> choices() {
    return entries.stream().map(Entry::choice).toList();
  }

  List<Optional<Condition>> conditions() {
    return entries.stream().map(Entry::condition).toList();
  }
}
