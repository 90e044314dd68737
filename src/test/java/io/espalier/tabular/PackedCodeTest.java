package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedCodeTest {

  private static final int DRAWS = 2_000;

  @ParameterizedTest
  @ValueSource(strings = {"nasbench201", "macro", "nasbench101", "nasnet"})
  void architecturesComeBackAndAreFoundByTheirCodes(String name) {
    SearchSpace space = SpaceKinds.ALL.named(name).space();
    PackedCode code = new PackedCode(space);
    RandomGenerator random = new Seed(1).generator();
    Map<Architecture, Integer> rows = new HashMap<>();
    List<Architecture> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(space.sample(random));
      rows.putIfAbsent(drawn.get(i), i);
    }
    int words = code.words();
    long[] codes = new long[DRAWS * words];
    for (int i = 0; i < DRAWS; i++) {
      System.arraycopy(code.pack(drawn.get(i)), 0, codes, i * words, words);
    }
    CodeIndex index = new CodeIndex(codes, words);
    for (int i = 0; i < DRAWS; i++) {
      int first = rows.get(drawn.get(i));
      assertThat(index.putIfAbsent(i)).isEqualTo(first == i ? CodeIndex.NONE : first);
      assertThat(code.unpack(codes, i * words)).isEqualTo(drawn.get(i));
      assertThat(index.find(code.pack(drawn.get(i)))).isEqualTo(first);
      Architecture other = space.sample(random);
      assertThat(index.find(code.pack(other)) >= 0).isEqualTo(rows.getOrDefault(other, DRAWS) <= i);
    }
  }
}
