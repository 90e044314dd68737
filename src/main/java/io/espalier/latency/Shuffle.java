package io.espalier.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random orders. */
final class Shuffle {

  private Shuffle() {}

  /** The numbers from 0 on in random order (Fisher and Yates). */
  static List<Integer> of(int count, RandomGenerator random) {
    List<Integer> order = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      order.add(n);
    }
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Integer moved = order.get(i);
      order.set(i, order.get(j));
      order.set(j, moved);
    }
    return order;
  }
}
