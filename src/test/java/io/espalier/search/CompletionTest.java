package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CompletionTest {

  private final BitLayout layout = new BitLayout(SmallSpace.picks(List.of(5, 4), 2));
  private final Completion completion = new Completion(layout);

  @Test
  void laterPicksOfAChoiceLieAboveEarlierOnes() {
    int[] slots = {1, 0, 0, 0};
    assertThat(completion.firstBit(slots, 0)).isEqualTo(0);
    assertThat(completion.endBit(0)).as("bit 4 would leave none for slot 1").isEqualTo(4);
    assertThat(completion.firstBit(slots, 1)).isEqualTo(2);
    assertThat(completion.endBit(1)).isEqualTo(5);
    assertThat(completion.firstBit(slots, 2)).as("another choice").isEqualTo(5);
  }

  @Test
  void countsWhatBeginsWithAPrefix() {
    assertThat(completion.count(new int[4], 0)).isEqualTo(10 * 6);
    assertThat(completion.count(new int[] {1, 0, 0, 0}, 1)).isEqualTo(3 * 6);
    assertThat(completion.count(new int[] {1, 4, 6, 0}, 3)).isEqualTo(2);
    assertThat(completion.count(new int[] {1, 4, 6, 7}, 4)).isEqualTo(1);
  }

  @Test
  void everyCompletionIsDrawnEquallyOften() {
    RandomGenerator random = new Seed(1).generator();
    Map<List<Integer>, Integer> drawn = new HashMap<>();
    for (int i = 0; i < 18_000; i++) {
      int[] slots = {1, 0, 0, 0};
      completion.draw(slots, 1, random);
      drawn.merge(Arrays.stream(slots).boxed().toList(), 1, Integer::sum);
    }
    assertThat(drawn).hasSize(18);
    // 1,000 each, with a deviation of 31.
    assertThat(drawn.values()).allMatch(count -> Math.abs(count - 1_000) < 130);
  }

  @Test
  void drawsAmongAllThatPassATest() {
    RandomGenerator random = new Seed(2).generator();
    int[] prefix = {1, 0, 0, 0};
    List<int[]> seen = new ArrayList<>();
    Optional<int[]> none =
        completion.drawAmongAll(
            prefix,
            1,
            slots -> {
              seen.add(slots.clone());
              return false;
            },
            random);
    assertThat(none).isEmpty();
    assertThat(seen).hasSize(18).allMatch(slots -> slots[0] == 1 && slots[0] < slots[1]);
    Optional<int[]> one = completion.drawAmongAll(prefix, 1, slots -> slots[3] == 8, random);
    assertThat(one.orElseThrow()).startsWith(1).endsWith(8);
  }
}
