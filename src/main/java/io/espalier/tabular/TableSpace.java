package io.espalier.tabular;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.PathFeatures;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The space of a table: it has the name, choices and validity of a built-in space, or is defined by
 * its rows alone. It lists the table's networks, and its canonical forms are the table's encodings.
 */
public final class TableSpace implements SearchSpace {

  private final SearchSpace base;
  private final boolean rowsAreAll;
  private final TableRows rows;

  /**
   * The space of these rows.
   *
   * @param rowsAreAll whether only the table's own encodings are valid
   */
  TableSpace(SearchSpace base, boolean rowsAreAll, TableRows rows) {
    this.base = base;
    this.rowsAreAll = rowsAreAll;
    this.rows = rows;
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public List<Choice> choices() {
    return base.choices();
  }

  @Override
  public Optional<String> published(Architecture architecture) {
    return base.published(architecture);
  }

  @Override
  public Optional<Architecture> readPublished(String text) {
    return base.readPublished(text);
  }

  @Override
  public Optional<Function<Architecture, BitSet>> silentBits() {
    return base.silentBits();
  }

  @Override
  public Optional<PathFeatures> pathFeatures() {
    return base.pathFeatures();
  }

  @Override
  public BigInteger size() {
    return rowsAreAll ? BigInteger.valueOf(rows.count()) : base.size();
  }

  @Override
  public boolean isValid(Architecture architecture) {
    checkFits(architecture);
    return rowsAreAll ? rows.isEncoded(architecture) : base.isValid(architecture);
  }

  /**
   * The encoding of the row that stands for {@code architecture}; if the table has none, the
   * canonical form in the space itself.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    return rows.encoding(architecture).orElseGet(() -> base.canonical(architecture));
  }

  /** The table's networks in the order of their rows; architectures are created on demand. */
  @Override
  public Optional<List<Architecture>> listing() {
    return Optional.of(rows.listing());
  }

  /** The number, from 0, of the row for an architecture; -1 if there is none. */
  int row(Architecture architecture) {
    checkFits(architecture);
    return rows.row(architecture);
  }

  /** The encoding of a row. */
  Architecture encoding(int row) {
    return rows.architecture(row);
  }

  /** The rows of the {@link #listing}. */
  IntStream distinctNetworks() {
    return rows.networks();
  }
}
