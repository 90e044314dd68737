package io.espalier.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The memory of batches, used again: what is fresh has to be cleared by Java and mapped by the
 * system, which for large images takes longer than to decode them. Safe for several threads.
 */
final class BatchMemory {

  /** More than a reader ever has at once. */
  private static final int MOST = 8;

  private final Queue<FloatBuffer> buffers = new ConcurrentLinkedQueue<>();

  /** A direct buffer of so many values, with anything in it. */
  FloatBuffer buffer(int values) {
    for (FloatBuffer buffer = buffers.poll(); buffer != null; buffer = buffers.poll()) {
      if (buffer.capacity() == values) {
        return buffer.clear();
      }
    }
    return ByteBuffer.allocateDirect(values * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Takes back a buffer that nobody reads any more. */
  void release(FloatBuffer buffer) {
    if (buffers.size() < MOST) {
      buffers.add(buffer);
    }
  }
}
