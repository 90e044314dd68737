package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import io.espalier.space.PathFeatures;
import java.util.BitSet;
import java.util.List;

/**
 * Features of a NAS-Bench-201 cell that do not depend on where its operations stand.
 *
 * <ul>
 *   <li>Which sequences of operations lead from input to output, and which do so twice: the path
 *       encoding of White et al., "BANANAS", AAAI 2021. A skip adds nothing to a sequence, and no
 *       path leads through {@code none}.
 *   <li>Whether an operation occurs at least once, twice and so on, on the edges of paths.
 * </ul>
 */
final class NasBench201PathFeatures {

  /** All paths from input to output, by the numbers of their edges. */
  private static final List<List<Integer>> WAYS =
      List.of(List.of(3), List.of(0, 4), List.of(1, 5), List.of(0, 2, 5));

  /** Operations that do something: all but none and skip. */
  private static final int ACTIVE = 3;

  /** 1 + 3 + 9 + 27 sequences of at most three operations. */
  private static final int SEQUENCES = OperationSequences.shorterThan(4, ACTIVE);

  private static final int FIRST_COUNT = 2 * SEQUENCES;
  private static final int EDGES = NasBench201Space.EDGES.size();
  private static final int COUNT = FIRST_COUNT + NasBench201Space.OPERATIONS.size() * EDGES;

  /** A network has up to ten features. */
  private static final double WEIGHT = 1.0 / 16;

  static final PathFeatures TRAITS = new PathFeatures(COUNT, WEIGHT, NasBench201PathFeatures::of);

  private NasBench201PathFeatures() {}

  private static BitSet of(Architecture architecture) {
    BitSet pathFeatures = new BitSet(COUNT);
    BitSet used = new BitSet(EDGES);
    for (List<Integer> way : WAYS) {
      if (way.stream().noneMatch(edge -> architecture.pick(edge) == NasBench201Space.NONE)) {
        int sequence = sequence(architecture, way);
        pathFeatures.set(pathFeatures.get(sequence) ? SEQUENCES + sequence : sequence);
        way.forEach(used::set);
      }
    }
    int[] counts = new int[NasBench201Space.OPERATIONS.size()];
    used.stream()
        .map(architecture::pick)
        .forEach(
            operation -> pathFeatures.set(FIRST_COUNT + operation * EDGES + counts[operation]++));
    return pathFeatures;
  }

  /** The number of the sequence of operations along a path, shorter ones first. */
  private static int sequence(Architecture architecture, List<Integer> way) {
    int length = 0;
    int number = 0;
    for (int edge : way) {
      int operation = architecture.pick(edge) - NasBench201Space.SKIP_CONNECT - 1;
      if (operation >= 0) {
        number = number * ACTIVE + operation;
        length++;
      }
    }
    return OperationSequences.shorterThan(length, ACTIVE) + number;
  }
}
