package io.espalier.tabular;

/** The definition of a distinct network if several rows of a table compute the same function. */
public enum Distinct {
  /**
   * Every row, as the published sample counts on NAS-Bench-201 (15,625) and Macro (6,561) do. An
   * encoding without a row of its own stands for the row with the same canonical form.
   */
  ROWS,
  /**
   * Every canonical form of the space. A network takes its score from the row that is encoded in
   * canonical form, or from its first row if there is none.
   */
  NETWORKS
}
