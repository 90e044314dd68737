package io.espalier.export;

import io.espalier.data.TextBatch;

/**
 * Something that reads texts, in whatever form: to compare forms of one network. It remembers what
 * it has read from one batch to the next. For one thread.
 */
public interface SequenceNetwork extends AutoCloseable {

  /** Forgets what was read: a text begins. */
  void begin();

  /**
   * Reads the next batch; records no gradients.
   *
   * @return a logit for each token of the vocabulary, for one token of the batch after another
   */
  float[] logits(TextBatch batch);

  /** Frees what this form holds of its own. */
  @Override
  void close();
}
