package io.espalier.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Randomly completes the first picks of an architecture to a feasible and new one.
 *
 * <p>It draws completions. If these fail, up to {@value #ENUMERABLE} completions are enumerated, so
 * that exhausted picks are detected exactly. If there are more, as under tight limits, a Gibbs walk
 * searches from a member with the same picks except the last; if it fails, too, the picks are given
 * up.
 */
final class Rollout {

  private static final int DRAWS = 50;
  private static final int ENUMERABLE = 20_000;
  private static final int WALKS = 10;
  private static final int SWEEPS = 3;

  private final FeasibleSet feasible;
  private final BitLayout layout;
  private final Archive archive;
  private final Completion completion;

  Rollout(FeasibleSet feasible, Archive archive, Completion completion) {
    this.feasible = feasible;
    this.layout = feasible.layout();
    this.archive = archive;
    this.completion = completion;
  }

  /**
   * A new member of the feasible set that begins with the first {@code depth} slots; its pick at
   * {@code depth} is the one in {@code slots} if possible, otherwise it may be another of {@code
   * untried}.
   *
   * @param member a feasible architecture that begins with the first {@code depth} slots, or null
   */
  Optional<int[]> find(
      int[] slots, int depth, List<Integer> untried, int[] member, RandomGenerator random) {
    int[] drawn = slots.clone();
    for (int d = 0; d < DRAWS; d++) {
      completion.draw(drawn, depth + 1, random);
      if (isFeasibleAndNew(drawn)) {
        return Optional.of(drawn);
      }
    }
    return completion.count(slots, depth + 1) <= ENUMERABLE
        ? completion.drawAmongAll(slots, depth + 1, this::isFeasibleAndNew, random)
        : walk(depth, untried, member, random);
  }

  private boolean isFeasibleAndNew(int[] slots) {
    var architecture = layout.architecture(slots);
    // Invalid architectures have no canonical form; limits are more expensive to check than the
    // archive.
    return feasible.space().isValid(architecture)
        && !archive.contains(architecture)
        && feasible.contains(architecture);
  }

  private Optional<int[]> walk(
      int depth, List<Integer> untried, int[] member, RandomGenerator random) {
    Predicate<int[]> further = feasible.furtherTest();
    int[] start = member == null ? layout.slots(feasible.sample(random)) : member;
    GibbsWalk walk =
        new GibbsWalk(
            layout,
            feasible.halfSpaces(),
            slots -> Arrays.equals(slots, 0, depth, start, 0, depth) && further.test(slots));
    for (int w = 0; w < WALKS; w++) {
      int[] slots = start.clone();
      walk.walk(slots, SWEEPS, random);
      // A walk may leave the picks of a choice in any order; an architecture sorts them.
      int[] sorted = layout.slots(layout.architecture(slots));
      if (Arrays.equals(sorted, 0, depth, start, 0, depth)
          && untried.contains(sorted[depth])
          && isFeasibleAndNew(sorted)) {
        return Optional.of(sorted);
      }
    }
    return Optional.empty();
  }
}
