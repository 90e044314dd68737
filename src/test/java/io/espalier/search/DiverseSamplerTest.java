package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SpreadSamplerTest {

  /** The slots of up to {@code count} that are drawn one after the other. */
  private static List<int[]> drawn(SearchSpace space, int count, boolean isSpread, Seed seed) {
    Archive archive = new Archive(space);
    FeasibleSet feasible = new FeasibleSet(space, List.of());
    FreshSampler fresh = new FreshSampler(feasible, archive);
    DiverseSampler spread = new DiverseSampler(feasible, fresh);
    RandomGenerator random = seed.generator();
    List<int[]> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Architecture> next = isSpread ? spread.draw(drawn, random) : fresh.draw(random);
      next.ifPresent(archive::add);
      next.map(feasible.layout()::slots).ifPresent(drawn::add);
    }
    return drawn;
  }

  private static Set<Integer> options(List<int[]> drawn) {
    Set<Integer> options = new HashSet<>();
    drawn.forEach(slots -> Arrays.stream(slots).forEach(options::add));
    return options;
  }

  /** Ten random ones miss one of the 30 options in 96 % of draws. */
  @Test
  void tenShowEveryOptionOfNasBench201() {
    NasBench201Space space = new NasBench201Space();
    int spread = 0;
    int random = 0;
    for (int i = 0; i < 20; i++) {
      Seed seed = new Seed(11).derive(i);
      spread += options(drawn(space, 10, true, seed)).size() == space.bits() ? 1 : 0;
      random += options(drawn(space, 10, false, seed)).size() == space.bits() ? 1 : 0;
    }
    assertThat(spread).isGreaterThanOrEqualTo(15);
    assertThat(random).isLessThanOrEqualTo(5);
  }

  @Test
  void drawsEachOnceUntilNoneIsLeft() {
    List<int[]> drawn = drawn(SmallSpace.product(2, 3), 12, true, new Seed(1));
    assertThat(drawn).hasSize(9);
    assertThat(drawn.stream().map(Arrays::toString)).doesNotHaveDuplicates();
  }
}
