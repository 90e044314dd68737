package io.espalier.search.lanas;

import io.espalier.search.DiverseSampler;
import io.espalier.search.FreshSampler;
import io.espalier.search.Proposal;
import io.espalier.search.UnderWay;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The initial samples.
 *
 * @param fresh draws random ones
 * @param spread draws diverse ones
 */
record Start(LanasSettings settings, FreshSampler fresh, DiverseSampler spread) {

  /** Whether there are too few samples for a tree. */
  boolean isNext(List<Sample> samples, UnderWay pending) {
    // Outcomes that were never proposed count as initial samples, too.
    return samples.size() + pending.size() < settings.initialSamples() || samples.size() < 2;
  }

  /**
   * The next initial sample; empty if no architecture is left.
   *
   * @param made the number of proposals before it
   */
  Optional<Proposal> draw(
      List<Sample> samples, UnderWay pending, long made, RandomGenerator random) {
    Optional<Architecture> drawn =
        switch (settings.initialDesign()) {
          case RANDOM -> fresh.draw(random);
          case DIVERSE -> {
            Stream<int[]> told = samples.stream().map(Sample::slots);
            yield spread.draw(Stream.concat(told, pending.slots().stream()).toList(), random);
          }
        };
    return drawn.map(a -> new Proposal(a, "random start " + (made + 1)));
  }
}
