package io.espalier.tabular;

import java.util.List;

/**
 * The roles of the columns of a user's own table.
 *
 * @param choices the columns that are choices, one choice each; empty for all columns that are not
 *     figures
 * @param figures the columns that hold figures: scores, errors, costs
 */
public record OwnColumns(List<String> choices, List<String> figures) {

  public OwnColumns {
    choices = List.copyOf(choices);
    figures = List.copyOf(figures);
  }
}
