package io.espalier.export;

import io.espalier.data.Batch;

/** Something that tells classes apart, in whatever form: to compare forms of one network. */
public interface Network extends AutoCloseable {

  /**
   * The logits of normalised images, without recording gradients.
   *
   * @return images x classes values, image by image
   */
  float[] logits(Batch batch);

  /** Frees what this form holds of its own. */
  @Override
  void close();
}
