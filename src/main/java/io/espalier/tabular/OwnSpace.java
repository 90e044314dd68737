package io.espalier.tabular;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;

/**
 * All combinations of what the columns of somebody's own table hold; {@link TableSpace} says which
 * of them are rows.
 *
 * @param choices a choice per column
 */
record OwnSpace(List<Choice> choices) implements SearchSpace {

  OwnSpace {
    choices = List.copyOf(choices);
  }

  @Override
  public String name() {
    return Table.OWN_SPACE;
  }

  @Override
  public BigInteger size() {
    return choices.stream()
        .map(choice -> BigInteger.valueOf(choice.options().size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  @Override
  public boolean isValid(Architecture architecture) {
    checkFits(architecture);
    return true;
  }
}
