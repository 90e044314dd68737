package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.random.RandomGenerator;

/** Changes a few options of an architecture at random. */
public final class Edits {

  /** The largest number of edits. */
  private static final int MOST = 3;

  private final BitLayout layout;

  /** Edits of architectures that {@code layout} lays out. */
  public Edits(BitLayout layout) {
    this.layout = layout;
  }

  /** Draws the number of options to change, from 1 to {@value #MOST}. */
  public int draw(RandomGenerator random) {
    return 1 + random.nextInt(MOST);
  }

  /**
   * Redraws the option of a random slot {@code edits} times; drawing an option that the choice
   * already holds changes nothing.
   */
  public int[] apply(int[] parent, int edits, RandomGenerator random) {
    int[] slots = parent.clone();
    for (int e = 0; e < edits; e++) {
      int slot = random.nextInt(slots.length);
      int bit = random.nextInt(layout.firstBit(slot), layout.endBit(slot));
      if (!layout.isTaken(slots, slot, bit)) {
        slots[slot] = bit;
      }
    }
    return slots;
  }

  /** For people: {@code 2 edits of 3-1-0-2-4-1}. */
  public String describe(int edits, Architecture parent) {
    return (edits == 1 ? "1 edit of " : edits + " edits of ") + parent.id();
  }
}
