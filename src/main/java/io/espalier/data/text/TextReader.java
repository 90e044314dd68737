package io.espalier.data.text;

import io.espalier.error.InputError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a text as parallel streams: it is cut into pieces of equal length, one per stream, which
 * are read side by side from beginning to end, so that a network can carry its memory from one
 * batch to the next. The remainder at the end, less than one token per stream, is not read.
 *
 * <p>A batch is a pure function of its index. Safe for several threads.
 */
public final class TextReader {

  private final int[] tokens;
  private final int streams;
  private final int steps;
  private final int targets;

  /**
   * A reader of a text.
   *
   * @param tokens the text
   * @param streams the number of streams it is cut into
   * @param steps the number of tokens of each stream in a batch
   * @throws InputError if the text is too short to fill one batch
   */
  public TextReader(int[] tokens, int streams, int steps) {
    this.tokens = tokens.clone();
    this.streams = streams;
    this.steps = steps;
    this.targets = (tokens.length - 1) / streams;
    if (targets < steps) {
      throw new InputError(
          ("a part of the text has %,d characters, too few for %d streams of %d; give a longer text,"
                  + " a smaller batch size or shorter sequences")
              .formatted(tokens.length, streams, steps));
    }
  }

  /** The number of parallel streams. */
  public int streams() {
    return streams;
  }

  /** The number of full batches. */
  public int fullBatches() {
    return targets / steps;
  }

  /** The number of batches; the last one may have fewer steps. */
  public int batches() {
    return (targets + steps - 1) / steps;
  }

  /** The number of tokens predicted when all batches are read. */
  public int count() {
    return targets * streams;
  }

  /** The first tokens of the text, enough to predict {@code most} tokens, or all. */
  public int[] beginning(int most) {
    return Arrays.copyOf(tokens, Math.min(most + 1, tokens.length));
  }

  /** The batch of this index, counted from 0. */
  public TextBatch batch(int index) {
    Objects.checkIndex(index, batches());
    int first = index * steps;
    int length = Math.min(steps, targets - first);
    LongBuffer inputs = direct(length * streams);
    LongBuffer outputs = direct(length * streams);
    for (int step = 0; step < length; step++) {
      for (int stream = 0; stream < streams; stream++) {
        int at = stream * targets + first + step;
        inputs.put(step * streams + stream, tokens[at]);
        outputs.put(step * streams + stream, tokens[at + 1]);
      }
    }
    return new TextBatch(length, streams, inputs, outputs);
  }

  private static LongBuffer direct(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
