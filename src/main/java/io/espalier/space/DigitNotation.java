package io.espalier.space;

import java.util.Optional;
import java.util.stream.Collectors;

/** A digit per choice, as in the table of NAS-Bench-Macro: {@code 22212202}. */
public record DigitNotation() implements Notation {

  @Override
  public Optional<String> write(SearchSpace space, Architecture architecture) {
    space.checkFits(architecture);
    return Optional.of(architecture.id().replace("-", ""));
  }

  @Override
  public Optional<Architecture> read(SearchSpace space, String text) {
    boolean digits =
        text.length() == space.choices().size() && text.chars().allMatch(Character::isDigit);
    if (!digits) {
      return Optional.empty();
    }
    String id = text.chars().mapToObj(c -> Character.toString(c)).collect(Collectors.joining("-"));
    return Optional.of(space.parse(id));
  }
}
