package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import org.junit.jupiter.api.Test;

class RecipeTest {

  @Test
  void theRateRisesLinearlyThenFollowsACosineToZero() {
    Recipe recipe = new Recipe(11, 64, 0.4, 0.9, 0, 0, 1, 0);
    assertThat(recipe.learningRate(0, 10)).isCloseTo(0.04, within(1e-12));
    assertThat(recipe.learningRate(9, 10)).isCloseTo(0.4, within(1e-12));
    assertThat(recipe.learningRate(10, 10)).isCloseTo(0.4, within(1e-12));
    assertThat(recipe.learningRate(60, 10)).isCloseTo(0.2, within(1e-12));
    assertThat(recipe.learningRate(109, 10)).isBetween(0.0, 0.001);
  }

  @Test
  void withoutWarmUpItStartsAtTheTop() {
    assertThat(new Recipe(2, 64, 0.4, 0, 0, 0, 0, 0).learningRate(0, 10)).isEqualTo(0.4);
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> new Recipe(0, 64, 0.1, 0, 0, 0, 0, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("epochs is 0");
    assertThatThrownBy(() -> new Recipe(1, 64, Double.NaN, 0, 0, 0, 0, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("learningRate");
    assertThatThrownBy(() -> new Recipe(1, 64, 0.1, 1, 0, 0, 0, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("momentum");
  }
}
