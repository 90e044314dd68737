package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws architectures that have little in common with those before, so that a few say something of
 * every option and of many pairs of options: of {@value #DRAWS} drawn at random the one whose
 * squared numbers of picks in common, summed over those before, are the least.
 */
public final class SpreadSampler {

  private static final int DRAWS = 64;

  private final FreshSampler fresh;
  private final BitLayout layout;

  /** Chooses among what {@code fresh} draws. */
  public SpreadSampler(FreshSampler fresh, BitLayout layout) {
    this.fresh = fresh;
    this.layout = layout;
  }

  /**
   * Draws a new architecture; empty if none is left.
   *
   * @param before the slots of those it is to differ from
   */
  public Optional<Architecture> draw(Collection<int[]> before, RandomGenerator random) {
    List<Features> known = before.stream().map(layout::features).toList();
    List<Architecture> drawn =
        Stream.generate(() -> fresh.draw(random))
            .limit(DRAWS)
            .takeWhile(Optional::isPresent)
            .flatMap(Optional::stream)
            .collect(ArrayList::new, List::add, List::addAll);
    Optional<Architecture> chosen = Optional.empty();
    long least = Long.MAX_VALUE;
    for (Architecture architecture : drawn) {
      Features own = layout.features(layout.slots(architecture));
      long sum = known.stream().mapToLong(own::common).map(common -> common * common).sum();
      if (sum < least) {
        least = sum;
        chosen = Optional.of(architecture);
      }
    }
    return chosen;
  }
}
