package io.espalier.search.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.search.BitLayout;
import io.espalier.search.SmallSpace;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {

  private final SmallSpace space = SmallSpace.product(10, 2);
  private final TrainingSet set = new TrainingSet(40, new Seed(1));

  /** The scores fall, so the best are the oldest. */
  private void add(int count) {
    for (int i = 0; i < count; i++) {
      Architecture drawn = space.sample(new Seed(set.all().size()).generator());
      double score = 1_000 - set.all().size();
      set.add(new Sample(drawn, new BitLayout(space).slots(drawn), score, true));
    }
  }

  @Test
  void allAreLearnedFromUpToAQuarterMoreThanTheSize() {
    add(50);
    assertThat(set.update()).isFalse();
    assertThat(set.chosen()).isEqualTo(set.all());
  }

  @Test
  void beyondTheBestTheYoungestAndSomeOthersAreInTheirOrder() {
    add(120);
    assertThat(set.update()).isTrue();
    List<Sample> chosen = set.chosen();
    assertThat(chosen).hasSize(40);
    assertThat(chosen.subList(0, 20)).isEqualTo(set.all().subList(0, 20));
    assertThat(chosen.subList(30, 40)).isEqualTo(set.all().subList(110, 120));
    assertThat(chosen.subList(20, 30))
        .isNotEqualTo(set.all().subList(20, 30))
        .doesNotHaveDuplicates();
    add(10);
    assertThat(set.update()).isFalse();
    assertThat(set.chosen()).hasSize(50).startsWith(chosen.toArray(Sample[]::new));
    add(1);
    assertThat(set.update()).isTrue();
    assertThat(set.chosen()).hasSize(40);
  }
}
