package io.espalier.tabular;

import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/** The architectures of a table's rows, packed, with lookup of the row for an architecture. */
final class TableRows {

  private final SearchSpace base;
  private final Distinct distinct;
  private final PackedCode code;
  private final long[] codes;
  private final CodeIndex own;

  /** The rows by the codes of their canonical forms; null where no encoding needs them. */
  private final CodeIndex canonical;

  /** The rows that are distinct networks. */
  private final int[] networks;

  /**
   * The rows with these codes.
   *
   * @param own the complete index of the codes
   * @param everyEncodingIsARow whether only the rows' own encodings are ever looked up
   */
  TableRows(
      SearchSpace base,
      Distinct distinct,
      PackedCode code,
      long[] codes,
      CodeIndex own,
      boolean everyEncodingIsARow) {
    this.base = base;
    this.distinct = distinct;
    this.code = code;
    this.codes = codes;
    this.own = own;
    if (distinct == Distinct.ROWS && everyEncodingIsARow) {
      canonical = null;
      networks = IntStream.range(0, count()).toArray();
    } else {
      long[] forms = forms();
      canonical = new CodeIndex(forms, code.words());
      index(forms);
      networks =
          IntStream.range(0, count())
              .filter(row -> distinct == Distinct.ROWS || canonical.find(form(forms, row)) == row)
              .toArray();
    }
  }

  /** The codes of the rows' canonical forms. */
  private long[] forms() {
    long[] forms = new long[codes.length];
    // This takes more than half the time of reading NAS-Bench-101. Each row writes its own part of
    // the array.
    IntStream.range(0, count())
        .parallel()
        .forEach(
            row -> {
              long[] packed = code.pack(base.canonical(architecture(row)));
              System.arraycopy(packed, 0, forms, row * code.words(), code.words());
            });
    return forms;
  }

  private void index(long[] forms) {
    for (int row = 0; row < count(); row++) {
      canonical.putIfAbsent(row);
      if (Arrays.equals(form(forms, row), form(codes, row))) {
        canonical.replace(row);
      }
    }
  }

  private long[] form(long[] from, int row) {
    return Arrays.copyOfRange(from, row * code.words(), (row + 1) * code.words());
  }

  /** The number of rows. */
  int count() {
    return codes.length / code.words();
  }

  /** The encoding of a row. */
  Architecture architecture(int row) {
    return code.unpack(codes, row * code.words());
  }

  /** Every network once. */
  List<Architecture> listing() {
    return new Listing();
  }

  /** The rows of {@link #listing}. */
  IntStream networks() {
    return IntStream.of(networks);
  }

  /** Whether a row has this very encoding. */
  boolean isEncoded(Architecture architecture) {
    return own.find(code.pack(architecture)) >= 0;
  }

  /** The row that stands for this architecture; -1 if there is none. */
  int row(Architecture architecture) {
    return row(architecture, code.pack(architecture));
  }

  /** The encoding of the row that stands for this architecture; empty if there is none. */
  Optional<Architecture> encoding(Architecture architecture) {
    long[] packed = code.pack(architecture);
    int row = row(architecture, packed);
    if (row < 0) {
      return Optional.empty();
    }
    boolean same = Arrays.equals(packed, form(codes, row));
    return Optional.of(same ? architecture : architecture(row));
  }

  private int row(Architecture architecture, long[] packed) {
    int row = distinct == Distinct.ROWS ? own.find(packed) : CodeIndex.NONE;
    if (row >= 0 || canonical == null || !base.isValid(architecture)) {
      return row;
    }
    return canonical.find(code.pack(base.canonical(architecture)));
  }

  /** The networks; their architectures are created on demand. */
  private final class Listing extends AbstractList<Architecture> implements RandomAccess {

    @Override
    public Architecture get(int index) {
      return architecture(networks[index]);
    }

    @Override
    public int size() {
      return networks.length;
    }
  }
}
