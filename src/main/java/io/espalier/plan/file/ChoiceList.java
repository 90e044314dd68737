package io.espalier.plan.file;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.ConditionalSpace.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The choices of a space, as they are found in its file. */
final class ChoiceList {

  private final List<Choice> choices = new ArrayList<>();
  private final List<Optional<Condition>> conditions = new ArrayList<>();
  private final List<Optional<Integer>> largest = new ArrayList<>();

  /**
   * Adds a choice.
   *
   * @param condition when it has an effect; empty if always
   * @param largestOption the option whose weights hold those of all others; empty if options have
   *     weights of their own
   */
  int add(Choice choice, Optional<Condition> condition, Optional<Integer> largestOption) {
    choices.add(choice);
    conditions.add(condition);
    largest.add(largestOption);
    return choices.size() - 1;
  }

  /** The choice with a name; empty if there is none. */
  Optional<Integer> find(String name) {
    int found = choices.stream().map(Choice::name).toList().indexOf(name);
    return found < 0 ? Optional.empty() : Optional.of(found);
  }

  List<Choice> choices() {
    return List.copyOf(choices);
  }

  List<Optional<Condition>> conditions() {
    return List.copyOf(conditions);
  }

  /**
   * Architectures that together pick every option that has weights of its own, and the largest
   * options everywhere else.
   */
  List<Architecture> covering(String space) {
    long most = 1;
    for (int c = 0; c < choices.size(); c++) {
      most = conditions.get(c).isEmpty() ? Math.max(most, leaves(c)) : most;
    }
    List<Architecture> covering = new ArrayList<>();
    for (long n = 0; n < most; n++) {
      long[] number = new long[choices.size()];
      List<List<Integer>> picks = new ArrayList<>();
      for (int c = 0; c < choices.size(); c++) {
        long left = conditions.get(c).isEmpty() ? n % leaves(c) : number[c];
        picks.add(pick(c, left, number));
      }
      covering.add(new Architecture(space, picks));
    }
    return covering;
  }

  /**
   * The option that holds the {@code left}-th leaf; tells the choices below which leaf is theirs.
   */
  private List<Integer> pick(int choice, long left, long[] number) {
    Choice of = choices.get(choice);
    int option = 0;
    long rest = left;
    if (largest.get(choice).isPresent()) {
      option = largest.get(choice).get();
    } else {
      while (option < of.options().size() - 1 && rest >= leaves(choice, option)) {
        rest -= leaves(choice, option);
        option++;
      }
    }
    for (int below = choice + 1; below < choices.size(); below++) {
      if (dependsOn(below, choice)) {
        number[below] = rest % leaves(below);
      }
    }
    List<Integer> pick = new ArrayList<>();
    for (int k = 0; k < of.picks(); k++) {
      pick.add((option + k) % of.options().size());
    }
    return pick;
  }

  private boolean dependsOn(int below, int choice) {
    return conditions.get(below).filter(condition -> condition.choice() == choice).isPresent();
  }

  private long leaves(int choice) {
    if (largest.get(choice).isPresent()) {
      return leaves(choice, largest.get(choice).get());
    }
    long leaves = 0;
    for (int option = 0; option < choices.get(choice).options().size(); option++) {
      leaves += leaves(choice, option);
    }
    return leaves;
  }

  private long leaves(int choice, int option) {
    long leaves = 1;
    for (int below = choice + 1; below < choices.size(); below++) {
      if (dependsOn(below, choice)
          && conditions.get(below).orElseThrow().options().contains(option)) {
        leaves = Math.max(leaves, leaves(below));
      }
    }
    return leaves;
  }
}
