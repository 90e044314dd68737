package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResizerTest {

  @Test
  void theMiddleIsCutOut() {
    // Two rows of six: of a square in the middle, columns 2 and 3 are left.
    byte[] long_ = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    assertThat(new Resizer(1, 2, 6, 2, 2).resize(long_)).containsExactly(3, 4, 9, 10);
    assertThat(new Resizer(1, 6, 2, 2, 2).resize(long_)).containsExactly(5, 6, 7, 8);
  }

  @Test
  void otherShapesAreCutToTheTargets() {
    byte[] square = new byte[36];
    for (int i = 0; i < square.length; i++) {
      square[i] = (byte) i;
    }
    // Of 6 x 6, the largest part of the shape 1 : 3 is 2 x 6, in the middle.
    assertThat(new Resizer(1, 6, 6, 2, 6).resize(square))
        .isEqualTo(Arrays.copyOfRange(square, 12, 24));
  }

  @Test
  void shrinkingTakesAllPixelsIntoAccount() {
    // Triangles of twice the step: 1, 3, 3, 1 eighths inside, 3, 3, 1 sevenths at the rim.
    byte[] column = {70, 0, 0, 0};
    byte[] row = new byte[16];
    for (int r = 0; r < 4; r++) {
      Arrays.fill(row, 4 * r, 4 * r + 4, column[r]);
    }
    assertThat(new Resizer(1, 4, 4, 2, 2).resize(row)).containsExactly(30, 30, 0, 0);
  }

  @Test
  void onePixelFillsWhateverIsAskedFor() {
    assertThat(new Resizer(1, 1, 50, 3, 3).resize(new byte[50])).hasSize(9).containsOnly(0);
  }
}
