package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConvNetSpaceTest {

  private final SearchSpace space = SpaceKinds.ALL.named("convnet").space();

  private final Blueprint blueprint = SpaceKinds.ALL.named("convnet").blueprint();

  @Test
  void sizeCountsEveryEncodingAndEveryNetwork() {
    assertThat(space.size()).isEqualTo(5 * 18 * 18 * 18 * 18 * 18);
    assertThat(space.networks()).isEqualTo(2_000_718);
    assertThat(space.bits()).isEqualTo(5 + 5 * (3 + 3 + 2));
  }

  @Test
  void layersBeyondTheDepthDoNotMatter() {
    Architecture architecture = space.parse("1-1-2-0-2-0-1-2-1-1-0-2-0-1-1-1");
    assertThat(space.canonical(architecture).id()).isEqualTo("1-1-2-0-2-0-1-0-0-0-0-0-0-0-0-0");
    Architecture deepest = space.parse("4-1-2-0-2-0-1-2-1-1-0-2-0-1-1-1");
    assertThat(space.canonical(deepest)).isEqualTo(deepest);
  }

  /** What counts: encodings of one network differ in silent bits only, others in some other bit. */
  @Test
  void encodingsAreOneNetworkExactlyIfTheyDifferInSilentBitsOnly() {
    RandomGenerator random = new Seed(3).generator();
    for (int i = 0; i < 200; i++) {
      Architecture architecture = space.sample(random);
      for (Architecture neighbour : space.neighbours(architecture)) {
        boolean same = space.canonical(neighbour).equals(space.canonical(architecture));
        assertThat(said(neighbour).equals(said(architecture))).isEqualTo(same);
        assertThat(blueprint.plan(neighbour).equals(blueprint.plan(architecture))).isEqualTo(same);
      }
    }
  }

  private List<Integer> said(Architecture architecture) {
    BitSet silent = space.silentBits().orElseThrow().apply(architecture);
    Mask mask = Mask.of(space, architecture);
    return IntStream.range(0, space.bits())
        .filter(bit -> mask.get(bit) && !silent.get(bit))
        .boxed()
        .toList();
  }
}
