package io.espalier.search;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * An architecture built pick by pick, in the order of the slots; the picks of one choice ascend. A
 * <i>prefix</i> is an array of slots of which only the first {@code depth} are set.
 */
final class Completion {

  private final BitLayout layout;

  Completion(BitLayout layout) {
    this.layout = layout;
  }

  /** The first bit that may come next after the first {@code depth} slots. */
  int firstBit(int[] slots, int depth) {
    return isSameChoice(depth - 1, depth) ? slots[depth - 1] + 1 : layout.firstBit(depth);
  }

  /** The bit after the last one that may come at {@code depth}; later picks need bits too. */
  int endBit(int depth) {
    return layout.endBit(depth) - (endOfChoice(depth) - 1 - depth);
  }

  private boolean isSameChoice(int slot, int other) {
    return slot >= 0 && other < layout.slots() && layout.firstBit(slot) == layout.firstBit(other);
  }

  private int endOfChoice(int depth) {
    int end = depth + 1;
    while (isSameChoice(depth, end)) {
      end++;
    }
    return end;
  }

  /** Draws the slots from {@code depth} on, every combination with the same probability. */
  void draw(int[] slots, int depth, RandomGenerator random) {
    for (int from = depth; from < slots.length; ) {
      int first = firstBit(slots, from);
      int end = endOfChoice(from);
      int needed = end - from;
      // Selection sampling (Knuth, TAOCP 2, algorithm S): ascending, every subset equally likely.
      for (int bit = first; needed > 0; bit++) {
        if (random.nextInt(layout.endBit(from) - bit) < needed) {
          slots[end - needed] = bit;
          needed--;
        }
      }
      from = end;
    }
  }

  /**
   * The number of combinations that begin with the first {@code depth} slots; exact up to
   * 2<sup>53</sup>.
   */
  double count(int[] slots, int depth) {
    double count = 1;
    for (int from = depth; from < slots.length; ) {
      int options = layout.endBit(from) - firstBit(slots, from);
      int end = endOfChoice(from);
      for (int i = 0; i < end - from; i++) {
        count = count * (options - i) / (i + 1);
      }
      from = end;
    }
    return count;
  }

  /**
   * Among the combinations that begin with the first {@code depth} slots and pass {@code test}, one
   * drawn at random; looks at all of them.
   */
  Optional<int[]> drawAmongAll(
      int[] slots, int depth, Predicate<int[]> test, RandomGenerator random) {
    Reservoir reservoir = new Reservoir(test, random);
    visit(slots.clone(), depth, reservoir);
    return Optional.ofNullable(reservoir.kept);
  }

  private void visit(int[] slots, int depth, Reservoir reservoir) {
    if (depth == slots.length) {
      reservoir.offer(slots);
      return;
    }
    int end = endBit(depth);
    for (int bit = firstBit(slots, depth); bit < end; bit++) {
      slots[depth] = bit;
      visit(slots, depth + 1, reservoir);
    }
  }

  /** Keeps one of the offered elements, each with the same probability. */
  private static final class Reservoir {
    private final Predicate<int[]> test;
    private final RandomGenerator random;
    private int[] kept;
    private int passed;

    Reservoir(Predicate<int[]> test, RandomGenerator random) {
      this.test = test;
      this.random = random;
    }

    void offer(int[] slots) {
      if (test.test(slots)) {
        passed++;
        if (random.nextInt(passed) == 0) {
          kept = slots.clone();
        }
      }
    }
  }
}
