package io.espalier.tabular;

import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.List;

/**
 * All combinations of the column values of a user's own table; {@link TableSpace} says which of
 * them are rows.
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
}
