package io.espalier.tabular;

/** What counts as a network of its own where a table has rows that compute the same. */
public enum Distinct {
  /**
   * Every row, as the published sample counts on NAS-Bench-201 (15,625) and Macro (6,561) do. An
   * encoding that is no row stands for the row with the same canonical form.
   */
  ROWS,
  /**
   * Every canonical form of the space. The row of a network is the one that is encoded in canonical
   * form, or the first of its rows if there is none; its score is the network's.
   */
  NETWORKS
}
