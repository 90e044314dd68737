package io.espalier.export;

import io.espalier.data.text.TextBatch;

/**
 * A network that reads texts, in any format; used to compare formats of one network. It carries its
 * memory from one batch to the next. For one thread.
 */
public interface SequenceNetwork extends AutoCloseable {

  /** Clears the memory: a text begins. */
  void begin();

  /**
   * Reads the next batch; does not record gradients.
   *
   * @return a logit for each token of the vocabulary, for one token of the batch after another
   */
  float[] logits(TextBatch batch);

  /** Frees the resources of this network. */
  @Override
  void close();
}
