package io.espalier.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The packed set against Java's own. */
class ArchitectureSetTest {

  @Test
  void holdsWhatAHashSetHolds() {
    RandomGenerator random = new Seed(1).generator();
    Set<Architecture> expected = new HashSet<>();
    ArchitectureSet packed = new ArchitectureSet();
    for (int n = 0; n < 100_000; n++) {
      Architecture drawn = drawn(random);
      assertThat(packed.contains(drawn)).isEqualTo(expected.contains(drawn));
      assertThat(packed.add(drawn)).isEqualTo(expected.add(drawn));
    }
    assertThat(packed.size()).isEqualTo(expected.size()).isBetween(40_000, 60_000);
    assertThat(expected).allMatch(packed::contains);
  }

  @Test
  void picksOfOneChoiceAreNotThoseOfTwo() {
    ArchitectureSet set = new ArchitectureSet();
    assertThat(set.add(new Architecture("s", List.of(List.of(1, 2), List.of(3))))).isTrue();
    assertThat(set.contains(new Architecture("s", List.of(List.of(1), List.of(2, 3))))).isFalse();
    assertThat(set.add(new Architecture("s", List.of(List.of(2, 1), List.of(3))))).isFalse();
    assertThat(set.add(Architecture.of("s", 127))).isTrue();
    assertThat(set.add(Architecture.of("s", 128))).isTrue();
    assertThat(set.add(Architecture.of("s", 1 << 20))).isTrue();
    assertThat(set.add(Architecture.of("s", 1 << 20))).isFalse();
  }

  /** Of one to five choices, so that lengths differ and many are drawn twice. */
  private static Architecture drawn(RandomGenerator random) {
    List<List<Integer>> picks = new ArrayList<>();
    for (int choices = random.nextInt(1, 6); choices > 0; choices--) {
      picks.add(List.of(random.nextInt(random.nextInt(20) == 0 ? 200 : 15)));
    }
    return new Architecture("space", picks);
  }
}
