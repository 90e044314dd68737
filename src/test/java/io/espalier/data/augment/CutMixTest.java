package io.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.augment.CutMix.Box;
import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutMixTest {

  @ParameterizedTest
  @CsvSource({
    // A quarter of the area has half the sides: 4 of 8 rows, 5 of 10 columns, 2 and 2 from the
    // centre.
    "0.75, 4, 5, 2, 6, 3, 7",
    "0.75, 0, 9, 0, 2, 7, 10",
    // Everything, clipped where the centre is not in the middle.
    "0, 4, 5, 0, 8, 0, 10",
    "0, 0, 0, 0, 4, 0, 5",
    // 0.6 of the sides: 4.8 and 6 pixels.
    "0.64, 4, 5, 2, 6, 2, 8",
    "1, 4, 5, 4, 4, 5, 5",
  })
  void partsAreAsInThePaper(
      double kept, int row, int column, int top, int bottom, int left, int right) {
    Box box = CutMix.box(kept, row, column, 8, 10);
    assertThat(box).isEqualTo(new Box(top, bottom, left, right));
    assertThat(box.area()).isEqualTo((bottom - top) * (right - left));
  }

  @Test
  void partsAreDrawnAsOftenAndAsLargeAsPromised() {
    CutMix half = new CutMix(0.5, 1);
    RandomGenerator random = new Seed(3).generator();
    int drawn = 0;
    double area = 0;
    int tries = 20_000;
    for (int i = 0; i < tries; i++) {
      Optional<Box> box = half.draw(512, 512, random);
      drawn += box.isPresent() ? 1 : 0;
      area += box.map(Box::area).orElse(0) / (512.0 * 512);
    }
    assertThat(drawn / (double) tries).isBetween(0.48, 0.52);
    // Of a side s around a uniform centre, s - s^2/4 lies inside on average; s^2 is uniform, so the
    // mean of (s - s^2/4)^2 is 1/2 - 1/5 + 1/48.
    assertThat(area / drawn).isCloseTo(0.3208, within(0.01));
    assertThat(CutMix.NONE.draw(8, 8, random)).isEmpty();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new CutMix(1.5, 1)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new CutMix(0.5, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("1 to 10 times");
  }
}
