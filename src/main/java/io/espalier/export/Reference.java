package io.espalier.export;

import java.nio.file.Path;

/** The reference for the written formats of a child, with the data for the comparison. */
public sealed interface Reference permits ImageReference, TextReference {

  /** Its name in the proof: {@code masked supernet}. */
  String name();

  /** The number of batches of the comparison. */
  int batches();

  /**
   * Runs a format from its files and compares it with this reference.
   *
   * @param folder the folder of the export
   * @param tolerance the largest difference of two logits allowed, as a share of this reference's
   *     range
   * @param compared called after each batch
   */
  Proof compare(Exporter format, Child child, Path folder, double tolerance, Runnable compared);

  /**
   * Writes part of the data of the comparison with this reference's answers, to repeat the proof
   * without it.
   */
  void keep(Path folder);
}
