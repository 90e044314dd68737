package io.espalier.tabular;

import java.util.Arrays;

/**
 * The rows of a table by their packed codes: a hash table with open addressing that takes eight to
 * sixteen bytes a row. Filled by one thread, then readable by several.
 */
final class CodeIndex {

  /** No row. */
  static final int NONE = -1;

  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final int words;
  private final long[] codes;
  private final int[] rows;

  /**
   * An empty index of rows whose codes are stored one after another.
   *
   * @param codes the codes of all rows that may be added; kept, not copied
   * @param words the number of words of each code
   */
  CodeIndex(long[] codes, int words) {
    this.codes = codes;
    this.words = words;
    int capacity = Math.max(4, Integer.highestOneBit(Math.max(1, codes.length / words)) << 2);
    this.rows = new int[capacity];
    Arrays.fill(rows, NONE);
  }

  /** Adds a row. If there is already one with its code, returns that one instead; otherwise -1. */
  int putIfAbsent(int row) {
    int place = place(codes, row * words);
    if (rows[place] >= 0) {
      return rows[place];
    }
    rows[place] = row;
    return NONE;
  }

  /** Makes {@code row} the row of its code. */
  void replace(int row) {
    rows[place(codes, row * words)] = row;
  }

  /** The row with this code; -1 if there is none. */
  int find(long[] code) {
    return rows[place(code, 0)];
  }

  /** The slot of the row with this code, or the free slot where it would go. */
  private int place(long[] from, int offset) {
    long hash = 0;
    for (int w = 0; w < words; w++) {
      hash = (hash ^ from[offset + w]) * MIX;
      hash ^= hash >>> 32;
    }
    int place = (int) hash & rows.length - 1;
    while (rows[place] >= 0 && !isEqual(rows[place] * words, from, offset)) {
      place = place + 1 & rows.length - 1;
    }
    return place;
  }

  private boolean isEqual(int start, long[] from, int offset) {
    for (int w = 0; w < words; w++) {
      if (codes[start + w] != from[offset + w]) {
        return false;
      }
    }
    return true;
  }
}
