package io.espalier.search;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Single-site Gibbs sampling (Geman and Geman, 1984) of the uniform distribution over a region of a
 * space: the masks inside all half-spaces that also pass a further test.
 *
 * <p>A step redraws one slot uniformly among the options with which the architecture stays in the
 * region. The current option is always one of them, so no step can fail and the walk never leaves
 * the region. It reaches the architectures that are connected to the start by single changes inside
 * the region; start from several members to cover disconnected regions.
 */
public final class GibbsWalk {

  /** The further test of a region that its half-spaces describe completely. */
  public static final Predicate<int[]> NO_FURTHER_TEST = slots -> true;

  private final BitLayout layout;
  private final List<HalfSpace> halfSpaces;
  private final Predicate<int[]> furtherTest;

  /**
   * A walk inside the given region.
   *
   * @param furtherTest a further condition of the region; called with the slots of an architecture
   *     that lies inside all half-spaces
   */
  public GibbsWalk(BitLayout layout, List<HalfSpace> halfSpaces, Predicate<int[]> furtherTest) {
    this.layout = layout;
    this.halfSpaces = List.copyOf(halfSpaces);
    this.furtherTest = furtherTest;
  }

  /** Whether the architecture with the bits in {@code slots} lies in the region. */
  public boolean contains(int[] slots) {
    for (HalfSpace halfSpace : halfSpaces) {
      if (!halfSpace.contains(slots)) {
        return false;
      }
    }
    return furtherTest.test(slots);
  }

  /**
   * Redraws every slot {@code sweeps} times, in order.
   *
   * @param slots the start, which must lie in the region; the end of the walk afterwards
   */
  public void walk(int[] slots, int sweeps, RandomGenerator random) {
    double[] values = new double[halfSpaces.size()];
    int[] options = new int[layout.bits()];
    for (int sweep = 0; sweep < sweeps; sweep++) {
      // Recomputing the sums in every sweep keeps rounding errors from accumulating.
      for (int h = 0; h < values.length; h++) {
        values[h] = halfSpaces.get(h).function().value(slots);
      }
      for (int slot = 0; slot < slots.length; slot++) {
        redraw(slots, slot, values, options, random);
      }
    }
  }

  /**
   * Tries the options in random order; the first allowed one is a uniform draw from all allowed
   * ones.
   */
  private void redraw(
      int[] slots, int slot, double[] values, int[] options, RandomGenerator random) {
    int first = layout.firstBit(slot);
    int count = layout.endBit(slot) - first;
    for (int i = 0; i < count; i++) {
      options[i] = first + i;
    }
    int held = slots[slot];
    for (int left = count; left > 0; left--) {
      int drawn = random.nextInt(left);
      int bit = options[drawn];
      options[drawn] = options[left - 1];
      if (bit == held) {
        return;
      }
      if (!layout.isTaken(slots, slot, bit) && staysInside(values, slots, slot, bit)) {
        slots[slot] = bit;
        if (furtherTest.test(slots)) {
          slots[slot] = held;
          for (int h = 0; h < values.length; h++) {
            values[h] += halfSpaces.get(h).function().change(slots, slot, bit);
          }
          slots[slot] = bit;
          return;
        }
        slots[slot] = held;
      }
    }
    throw new IllegalStateException("slot " + slot + " holds bit " + held + " of another choice");
  }

  private boolean staysInside(double[] values, int[] slots, int slot, int bit) {
    for (int h = 0; h < values.length; h++) {
      HalfSpace halfSpace = halfSpaces.get(h);
      if (!halfSpace.contains(values[h] + halfSpace.function().change(slots, slot, bit))) {
        return false;
      }
    }
    return true;
  }
}
