package io.espalier.export;

import java.nio.file.Path;

/** What the written forms of a child are compared with, and on what. */
public sealed interface Reference permits ImageReference, TextReference {

  /** What it is called in the proof: {@code masked supernet}. */
  String name();

  /** In how many batches it is compared. */
  int batches();

  /**
   * Runs a form from its files, and this.
   *
   * @param folder where the form was written
   * @param tolerance the largest difference of two logits allowed, as a share of this one's range
   * @param compared told after each batch
   */
  Proof compare(Exporter form, Child child, Path folder, double tolerance, Runnable compared);

  /** Writes some of what it is compared on, with its answers, to repeat the proof without it. */
  void keep(Path folder);
}
