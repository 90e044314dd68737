package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws feasible architectures that are not in an archive yet, and detects when none is left.
 *
 * <p>It draws at random as long as that finds new ones. After that, a space that has a listing or
 * at most {@value #ENUMERABLE} combinations is enumerated, so that the remaining ones are known
 * exactly; in a larger space the neighbours of members are visited, at most {@value #VISITS} of
 * them.
 */
public final class FreshSampler {

  private static final int ENUMERABLE = 200_000;
  private static final int TRIES = 200;
  private static final int VISITS = 20_000;

  private final FeasibleSet feasible;
  private final Archive archive;
  private List<Architecture> left;

  /** Draws members of {@code feasible} that {@code archive} does not contain at that time. */
  public FreshSampler(FeasibleSet feasible, Archive archive) {
    this.feasible = feasible;
    this.archive = archive;
  }

  /** Draws a new architecture without adding it to the archive; empty if none is left. */
  public Optional<Architecture> draw(RandomGenerator random) {
    if (left == null) {
      for (int t = 0; t < TRIES; t++) {
        Architecture drawn = feasible.sample(random);
        if (!archive.contains(drawn)) {
          return Optional.of(drawn);
        }
      }
      boolean listed = feasible.space().listing().isPresent();
      left = feasible.enumerate(listed ? Integer.MAX_VALUE : ENUMERABLE).orElse(null);
    }
    return left == null ? explore(random) : drawFrom(left, random);
  }

  /**
   * Whether the next draw depends on nothing but the archive; not so once the remaining ones were
   * listed, since the order of that list depends on the draws from it.
   */
  boolean followsFromArchive() {
    return left == null;
  }

  /**
   * Draws up to {@code most} new architectures, as long as there are any; one may be drawn twice.
   */
  public Stream<Architecture> draws(int most, RandomGenerator random) {
    return Stream.generate(() -> draw(random))
        .limit(most)
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream);
  }

  private Optional<Architecture> drawFrom(List<Architecture> rest, RandomGenerator random) {
    while (!rest.isEmpty()) {
      int index = random.nextInt(rest.size());
      Architecture drawn = rest.get(index);
      if (!archive.contains(drawn)) {
        return Optional.of(drawn);
      }
      Collections.swap(rest, index, rest.size() - 1);
      rest.remove(rest.size() - 1);
    }
    return Optional.empty();
  }

  /** Goes from neighbour to neighbour through the feasible set until it meets a new one. */
  private Optional<Architecture> explore(RandomGenerator random) {
    Architecture start = feasible.sample(random);
    Set<Architecture> visited = new HashSet<>(Set.of(start));
    Deque<Architecture> waiting = new ArrayDeque<>(visited);
    while (!waiting.isEmpty()) {
      List<Architecture> neighbours = feasible.space().neighbours(waiting.remove());
      Collections.shuffle(neighbours, new Random(random.nextLong()));
      for (Architecture neighbour : neighbours) {
        if (visited.size() < VISITS && feasible.contains(neighbour) && visited.add(neighbour)) {
          if (!archive.contains(neighbour)) {
            return Optional.of(neighbour);
          }
          waiting.add(neighbour);
        }
      }
    }
    return Optional.empty();
  }
}
