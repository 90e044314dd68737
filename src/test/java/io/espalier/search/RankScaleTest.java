package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankScaleTest {

  @Test
  void aRankIsTheShareOfScoresBelowAndEqualOnesCountHalf() {
    RankScale scale = new RankScale(new double[] {90, 10, 94, 94});
    assertThat(scale.size()).isEqualTo(4);
    assertThat(scale.rank(10)).isEqualTo(0.125);
    assertThat(scale.rank(94)).isEqualTo(0.75);
    assertThat(scale.rank(92)).isEqualTo(0.5);
    assertThat(scale.rank(100)).isEqualTo(1);
    assertThat(scale.rank(Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void anEmptyScaleKnowsNothing() {
    assertThat(new RankScale(new double[0]).rank(3)).isEqualTo(0.5);
  }
}
