package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Draws the architectures that are trained. Must be a pure function of the seed. */
@FunctionalInterface
public interface ArchitectureSampler {

  /** The architecture of this seed. */
  Architecture sample(Seed seed);

  /** Every architecture of the space with the same probability. */
  static ArchitectureSampler uniform(SearchSpace space) {
    return seed -> space.sample(seed.generator());
  }

  /**
   * Every architecture whose output depends on the images; a step on any other one would be wasted.
   *
   * @throws InputError if {@value SearchSpace#SAMPLE_TRIES} draws give none
   */
  static ArchitectureSampler connected(Blueprint blueprint) {
    Predicate<Architecture> connected = a -> blueprint.plan(a).readsImages();
    return seed -> {
      RandomGenerator random = seed.generator();
      for (int t = 0; t < SearchSpace.SAMPLE_TRIES; t++) {
        Architecture drawn = blueprint.space().sample(random);
        if (connected.test(drawn)) {
          return drawn;
        }
      }
      throw new InputError(
          "no architecture of %s that was drawn lets its output depend on the images; draw from all architectures instead"
              .formatted(blueprint.space().name()));
    };
  }

  /** Each of these with the same probability. */
  static ArchitectureSampler among(List<Architecture> architectures) {
    List<Architecture> all = List.copyOf(architectures);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw from");
    }
    return seed -> all.get(seed.generator().nextInt(all.size()));
  }

  /**
   * The largest of {@code draws} architectures drawn by this sampler. Large networks need more
   * steps than small ones to reach their potential; if they are not drawn more often, they are
   * ranked as if trained too briefly.
   */
  default ArchitectureSampler largestOf(int draws, ToDoubleFunction<Architecture> size) {
    if (draws == 1) {
      return this;
    }
    return seed -> {
      Architecture largest = sample(seed);
      for (int c = 1; c < draws; c++) {
        Architecture other = sample(seed.derive("method").derive(c));
        if (size.applyAsDouble(other) > size.applyAsDouble(largest)) {
          largest = other;
        }
      }
      return largest;
    };
  }

  /** One of {@code preferred} with probability {@code share}, else what this one draws. */
  default ArchitectureSampler preferring(ArchitectureSampler preferred, double share) {
    return seed ->
        seed.derive("preferred").generator().nextDouble() < share
            ? preferred.sample(seed)
            : sample(seed);
  }
}
