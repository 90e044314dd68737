package io.espalier.data.text;

import java.nio.LongBuffer;

/**
 * A piece of each of a text's parallel streams.
 *
 * @param steps the number of tokens of each stream
 * @param streams the number of parallel streams
 * @param inputs the index of each token, step by step, within a step stream by stream
 * @param targets the index of the token that follows each of these, in the same order
 */
public record TextBatch(int steps, int streams, LongBuffer inputs, LongBuffer targets) {

  /** The number of tokens. */
  public int count() {
    return steps * streams;
  }
}
