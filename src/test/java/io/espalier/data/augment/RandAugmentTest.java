package io.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Augmentation;
import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandAugmentTest {

  private final AugmentOperations square = new AugmentOperations(1, 4, 4);

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** 0, 10, ... 150. */
  private static byte[] ramp() {
    return bytes(IntStream.range(0, 16).map(i -> 10 * i).toArray());
  }

  private int[] apply(AugmentOperation operation, byte[] image, double strength) {
    byte[] changed = square.apply(operation, image.clone(), strength);
    return IntStream.range(0, changed.length).map(i -> changed[i] & 0xff).toArray();
  }

  @Test
  void tonesHaveTheirClosedForms() {
    assertThat(apply(AugmentOperation.IDENTITY, ramp(), 1)).startsWith(0, 10, 20);
    // From 0 to 150 stretched to 0 to 255.
    assertThat(apply(AugmentOperation.AUTOCONTRAST, ramp(), 1))
        .startsWith(0, 17, 34, 51)
        .endsWith(255);
    // Factor 1.9, and 0.1.
    assertThat(apply(AugmentOperation.BRIGHTNESS, ramp(), 1)).startsWith(0, 19, 38).endsWith(255);
    assertThat(apply(AugmentOperation.BRIGHTNESS, ramp(), -1)).startsWith(0, 1, 2).endsWith(15);
    // The mean is 75.
    assertThat(apply(AugmentOperation.CONTRAST, ramp(), -1)).startsWith(68, 69, 70).endsWith(83);
    // Halfway: from 128 on.
    assertThat(apply(AugmentOperation.SOLARISE, ramp(), 0.5)).contains(255 - 130, 255 - 150, 120);
    // Four bits are left.
    assertThat(apply(AugmentOperation.POSTERISE, ramp(), 1))
        .startsWith(0, 0, 16, 16, 32)
        .endsWith(144);
    assertThat(apply(AugmentOperation.POSTERISE, ramp(), 0)).startsWith(0, 10, 20);
    assertThat(apply(AugmentOperation.COLOUR, ramp(), 1))
        .as("grey has no colour")
        .startsWith(0, 10, 20);
  }

  @Test
  void equalisingSpreadsWhatIsCrowded() {
    AugmentOperations large = new AugmentOperations(1, 32, 32);
    byte[] crowded = new byte[32 * 32];
    for (int i = 0; i < crowded.length; i++) {
      crowded[i] = (byte) (100 + i % 4);
    }
    byte[] spread = large.apply(AugmentOperation.EQUALISE, crowded.clone(), 1);
    // 768 pixels below the last value in 255 steps of 3: a quarter of the pixels is 85.3 steps.
    assertThat(IntStream.range(0, 4).map(i -> spread[i] & 0xff)).containsExactly(0, 85, 171, 255);
  }

  @Test
  void colourAndSharpnessMixWithWhatLacksThem() {
    AugmentOperations pixel = new AugmentOperations(3, 1, 1);
    byte[] red = pixel.apply(AugmentOperation.COLOUR, bytes(200, 0, 0), -1);
    // Grey of 59.8, and a tenth of what is beside it.
    assertThat(red).isEqualTo(bytes(74, 54, 54));
    AugmentOperations picture = new AugmentOperations(1, 3, 3);
    byte[] dot = bytes(0, 0, 0, 0, 130, 0, 0, 0, 0);
    // Smoothed it is 50; 1.9 times the image less 0.9 times that.
    assertThat(picture.apply(AugmentOperation.SHARPNESS, dot, 1)[4] & 0xff).isEqualTo(202);
    assertThat(picture.apply(AugmentOperation.SHARPNESS, dot, -1)[4] & 0xff).isEqualTo(58);
  }

  @Test
  void shapesMoveByWholePixels() {
    // 0.45 of 4 pixels are 2.
    assertThat(apply(AugmentOperation.TRANSLATE_X, ramp(), 1))
        .startsWith(128, 128, 0, 10, 128, 128, 40);
    assertThat(apply(AugmentOperation.TRANSLATE_X, ramp(), -1)).startsWith(20, 30, 128, 128);
    assertThat(apply(AugmentOperation.TRANSLATE_Y, ramp(), -1))
        .startsWith(80, 90)
        .endsWith(128, 128);
    assertThat(apply(AugmentOperation.ROTATE, ramp(), 0))
        .isEqualTo(apply(AugmentOperation.IDENTITY, ramp(), 0));
    Warp warp = new Warp(1, 4, 4);
    byte[] turned = warp.apply(ramp(), 0, -1, 1, 0, 0, 0);
    byte[] back = warp.apply(turned, 0, 1, -1, 0, 0, 0);
    assertThat(back).isEqualTo(ramp());
    assertThat(turned).isNotEqualTo(ramp()).containsExactlyInAnyOrder(ramp());
    AugmentOperations large = new AugmentOperations(1, 11, 11);
    byte[] bar = new byte[121];
    IntStream.range(0, 11).forEach(row -> bar[row * 11 + 5] = 100);
    byte[] sheared = large.apply(AugmentOperation.SHEAR_X, bar, 1);
    // 0.3 of the 5 rows from the centre are 1.5 pixels.
    assertThat(sheared[5 * 11 + 5]).isEqualTo((byte) 100);
    assertThat(sheared[5]).isEqualTo((byte) 0);
    assertThat(Arrays.copyOfRange(sheared, 0, 11)).contains((byte) 100);
  }

  @Test
  void theSameSeedChangesTheSame() {
    RandAugment weak = new RandAugment(1, 4, 4, 3);
    byte[] image = ramp();
    boolean changed = false;
    for (int i = 0; i < 40; i++) {
      byte[] once = weak.apply(image, 2, new Seed(i).generator());
      assertThat(weak.apply(image, 2, new Seed(i).generator())).isEqualTo(once);
      changed |= !Arrays.equals(once, image);
    }
    assertThat(image).as("the image is left alone").isEqualTo(ramp());
    assertThat(changed).isTrue();
  }

  @Test
  void magnitudesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Augmentation(0, false, 0, 2, 11))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("from 0 to 10");
    assertThatThrownBy(() -> new Augmentation(0, false, 0, -1, 9)).isInstanceOf(InputError.class);
  }
}
