package io.espalier.space;

import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads architectures from their ids and says clearly what is wrong with those that do not fit. */
final class ArchitectureText {

  private ArchitectureText() {}

  static Architecture parse(SearchSpace space, String text) {
    String stripped = text.strip();
    Architecture architecture =
        space
            .readPublished(stripped)
            .or(() -> mask(space, stripped))
            .orElseGet(() -> id(space, stripped));
    checkFits(space, architecture);
    if (!space.isValid(architecture)) {
      throw new InputError(
          "architecture '%s' is not a valid network of %s".formatted(stripped, space.name()));
    }
    return architecture;
  }

  private static Optional<Architecture> mask(SearchSpace space, String text) {
    // A space of one network has one bit; a digit is its id then.
    boolean isMask =
        space.bits() > 1
            && text.length() == space.bits()
            && text.chars().allMatch(c -> c == '0' || c == '1');
    return isMask ? Optional.of(Mask.parse(text).toArchitecture(space)) : Optional.empty();
  }

  private static Architecture id(SearchSpace space, String text) {
    String[] parts = text.isEmpty() ? new String[0] : text.split("-", -1);
    List<List<Integer>> picks = new ArrayList<>(parts.length);
    for (String part : parts) {
      List<Integer> pick = new ArrayList<>();
      for (String number : part.split("\\.", -1)) {
        pick.add(number(space, text, number));
      }
      picks.add(pick);
    }
    return new Architecture(space.name(), picks);
  }

  /** Without signs and leading zeros: one architecture has one id. */
  private static int number(SearchSpace space, String text, String number) {
    int value = -1;
    try {
      value = Integer.parseInt(number);
    } catch (NumberFormatException e) {
      // Reported below.
    }
    if (value < 0 || !Integer.toString(value).equals(number)) {
      throw new InputError(
          "'%s' is no architecture id of %s: '%s' is not a number; an id looks like %s%s"
              .formatted(text, space.name(), number, example(space), orPublished(space)));
    }
    return value;
  }

  static void checkFits(SearchSpace space, Architecture architecture) {
    if (!architecture.space().equals(space.name())) {
      throw new InputError(
          "architecture %s is of the space %s; expected one of %s"
              .formatted(architecture.id(), architecture.space(), space.name()));
    }
    List<Choice> choices = space.choices();
    if (architecture.picks().size() != choices.size()) {
      throw new InputError(
          "architecture '%s' makes %d choices; %s has %d, for example %s"
              .formatted(
                  architecture.id(),
                  architecture.picks().size(),
                  space.name(),
                  choices.size(),
                  example(space)));
    }
    for (int c = 0; c < choices.size(); c++) {
      checkPick(architecture, choices.get(c), architecture.picks().get(c));
    }
  }

  private static void checkPick(Architecture architecture, Choice choice, List<Integer> pick) {
    int options = choice.options().size();
    // The usual case: searchers ask this of every neighbour and of every row of a table.
    if (choice.picks() == 1 && pick.size() == 1 && pick.get(0) >= 0 && pick.get(0) < options) {
      return;
    }
    boolean inRange = pick.stream().allMatch(option -> option >= 0 && option < options);
    if (!inRange || pick.size() != choice.picks() || new HashSet<>(pick).size() != choice.picks()) {
      throw new InputError(
          "architecture '%s' picks %s at %s; allowed: %d distinct of 0 to %d"
              .formatted(architecture.id(), pick, choice.name(), choice.picks(), options - 1));
    }
  }

  private static String orPublished(SearchSpace space) {
    return space
        .published(firstOptions(space))
        .map(
            published ->
                ", or, as the benchmark writes it, %s; tuples of other programs may count choices or options in another order and are not read"
                    .formatted(published))
        .orElse("");
  }

  private static String example(SearchSpace space) {
    return firstOptions(space).id();
  }

  /** The first option everywhere. It fits the choices, but need not be a valid network. */
  private static Architecture firstOptions(SearchSpace space) {
    List<List<Integer>> picks = new ArrayList<>();
    for (Choice choice : space.choices()) {
      List<Integer> pick = new ArrayList<>();
      for (int option = 0; option < choice.picks(); option++) {
        pick.add(option);
      }
      picks.add(pick);
    }
    return new Architecture(space.name(), picks);
  }
}
