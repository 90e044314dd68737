package io.espalier.tabular;

import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
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
}
