package io.espalier.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of architectures of one space that only grows, in about a third of the memory of a hash set
 * of objects: their picks are packed into bytes, one after another.
 */
public final class ArchitectureSet {

  private static final int CHUNK = 1 << 20;
  private static final int SMALLEST = 1 << 4;

  /** The bits of an entry of the table that are a place; those above are of the member's hash. */
  private static final int PLACE_BITS = 40;

  private static final long PLACE = (1L << PLACE_BITS) - 1;

  /** The bytes of the members, each behind the number of its bytes; none crosses a chunk's end. */
  private final List<byte[]> chunks = new ArrayList<>();

  private int usedOfLast = CHUNK;

  /**
   * Where a member begins, plus 1, below a part of its hash, so that others are seldom looked at; 0
   * for none. The slot of a member follows from its hash.
   */
  private long[] table = new long[SMALLEST];

  private int size;
  private byte[] packed = new byte[64];
  private int length;

  /** Adds an architecture; returns whether it was not a member. */
  public boolean add(Architecture architecture) {
    pack(architecture);
    long hash = hash(packed, 0, length);
    int slot = find(hash);
    if (table[slot] != 0) {
      return false;
    }
    table[slot] = entry(hash, store());
    size++;
    if (2 * size > table.length) {
      grow();
    }
    return true;
  }

  /** Whether an architecture is a member. */
  public boolean contains(Architecture architecture) {
    pack(architecture);
    return table[find(hash(packed, 0, length))] != 0;
  }

  /** How many members there are. */
  public int size() {
    return size;
  }

  /** The options picked at a choice, each plus 1 in groups of 7 bits, and a 0 behind them. */
  private void pack(Architecture architecture) {
    length = 0;
    for (List<Integer> pick : architecture.picks()) {
      for (int option : pick) {
        int rest = option + 1;
        while (rest > 127) {
          put(rest | 128);
          rest >>>= 7;
        }
        put(rest);
      }
      put(0);
    }
  }

  private void put(int value) {
    if (length == packed.length) {
      packed = Arrays.copyOf(packed, 2 * length);
    }
    packed[length++] = (byte) value;
  }

  /** The slot of the packed architecture, or the free one where it belongs. */
  private int find(long hash) {
    int slot = slot(hash);
    while (table[slot] != 0
        && !((table[slot] ^ hash) >>> PLACE_BITS == 0 && isPacked((table[slot] & PLACE) - 1))) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = 0;
    for (int b = from; b < to; b++) {
      hash = 31 * hash + bytes[b];
    }
    // The bits of low entropy are spread over the high ones.
    hash *= 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 32);
  }

  private int slot(long hash) {
    return (int) hash & (table.length - 1);
  }

  private static long entry(long hash, long place) {
    return (hash & ~PLACE) | (place + 1);
  }

  private boolean isPacked(long place) {
    byte[] chunk = chunks.get((int) (place / CHUNK));
    int at = (int) (place % CHUNK);
    return lengthAt(chunk, at) == length
        && Arrays.equals(packed, 0, length, chunk, at + 2, at + 2 + length);
  }

  private static int lengthAt(byte[] chunk, int at) {
    return (chunk[at] & 255) << 8 | (chunk[at + 1] & 255);
  }

  private long store() {
    if (length > 0xffff) {
      throw new IllegalArgumentException("an architecture of %d bytes".formatted(length));
    }
    if (usedOfLast + 2 + length > CHUNK) {
      chunks.add(new byte[CHUNK]);
      usedOfLast = 0;
    }
    byte[] chunk = chunks.get(chunks.size() - 1);
    int at = usedOfLast;
    chunk[at] = (byte) (length >> 8);
    chunk[at + 1] = (byte) length;
    System.arraycopy(packed, 0, chunk, at + 2, length);
    usedOfLast += 2 + length;
    return (long) (chunks.size() - 1) * CHUNK + at;
  }

  /** Members are taken in the order in which they lie in memory, not in that of the table. */
  private void grow() {
    table = new long[4 * table.length];
    for (int c = 0; c < chunks.size(); c++) {
      byte[] chunk = chunks.get(c);
      int end = c + 1 < chunks.size() ? CHUNK : usedOfLast;
      int at = 0;
      while (at + 2 <= end && lengthAt(chunk, at) > 0) {
        int next = at + 2 + lengthAt(chunk, at);
        long hash = hash(chunk, at + 2, next);
        int slot = slot(hash);
        while (table[slot] != 0) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = entry(hash, (long) c * CHUNK + at);
        at = next;
      }
    }
  }
}
