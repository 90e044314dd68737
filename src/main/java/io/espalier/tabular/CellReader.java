package io.espalier.tabular;

import java.util.List;
import java.util.Optional;

/** A file of rows with named columns, read row by row. */
interface CellReader extends AutoCloseable {

  /** The names of the columns. */
  List<String> columns();

  /**
   * The cells of the next row, as many as there are columns; empty at the end of the file.
   *
   * @throws io.espalier.error.InputError if the row is broken; the message says where it is
   */
  Optional<List<String>> next();

  /** The location of row {@code index}, from 0, for messages. */
  String place(long index);

  @Override
  void close();
}
