package io.espalier.tabular;

import java.util.List;

/**
 * Which columns of a table of one's own say what.
 *
 * @param choices the columns that are choices, one each; empty for all that are no figures
 * @param figures the columns that hold figures: scores, errors, costs
 */
public record OwnColumns(List<String> choices, List<String> figures) {

  public OwnColumns {
    choices = List.copyOf(choices);
    figures = List.copyOf(figures);
  }
}
