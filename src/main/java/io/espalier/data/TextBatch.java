package io.espalier.data;

import java.nio.LongBuffer;

/**
 * A piece of each of several streams of a text.
 *
 * @param steps tokens of each stream
 * @param streams streams that are read side by side
 * @param inputs the index of each token, step by step, within a step stream by stream
 * @param targets the index of the token behind each of these, in the same order
 */
public record TextBatch(int steps, int streams, LongBuffer inputs, LongBuffer targets) {

  /** The number of tokens. */
  public int count() {
    return steps * streams;
  }
}
