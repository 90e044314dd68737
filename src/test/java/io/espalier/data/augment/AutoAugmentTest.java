package io.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.augment.AugmentPolicy.Step;
import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoAugmentTest {

  private static final int SIDE = 32;
  private static final AugmentPolicy CIFAR10 = AugmentPolicies.ALL.named("cifar10");

  /** Table 7 of the paper, in words of its own. */
  private static final String PUBLISHED =
      """
      Invert 0.1 7 Contrast 0.2 6, Rotate 0.7 2 TranslateX 0.3 9, Sharpness 0.8 1 Sharpness 0.9 3,
      ShearY 0.5 8 TranslateY 0.7 9, AutoContrast 0.5 8 Equalize 0.9 2, ShearY 0.2 7 Posterize 0.3 7,
      Color 0.4 3 Brightness 0.6 7, Sharpness 0.3 9 Brightness 0.7 9, Equalize 0.6 5 Equalize 0.5 1,
      Contrast 0.6 7 Sharpness 0.6 5, Color 0.7 7 TranslateX 0.5 8, Equalize 0.3 7 AutoContrast 0.4 8,
      TranslateY 0.4 3 Sharpness 0.2 6, Brightness 0.9 6 Color 0.2 8, Solarize 0.5 2 Invert 0.0 3,
      Equalize 0.2 0 AutoContrast 0.6 0, Equalize 0.2 8 Equalize 0.6 4, Color 0.9 9 Equalize 0.6 6,
      AutoContrast 0.8 4 Solarize 0.2 8, Brightness 0.1 3 Color 0.7 0, Solarize 0.4 5 AutoContrast 0.9 3,
      TranslateY 0.9 9 TranslateY 0.7 9, AutoContrast 0.9 2 Solarize 0.8 3, Equalize 0.8 8 Invert 0.1 3,
      TranslateY 0.7 9 AutoContrast 0.9 1
      """;

  private static String words(Step step) {
    String name =
        switch (step.operation()) {
          case AUTOCONTRAST -> "AutoContrast";
          case EQUALISE -> "Equalize";
          case POSTERISE -> "Posterize";
          case SOLARISE -> "Solarize";
          case COLOUR -> "Color";
          default ->
              Stream.of(step.operation().name().split("_", -1))
                  .map(w -> w.charAt(0) + w.substring(1).toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining());
        };
    return "%s %s %d".formatted(name, step.probability(), step.level());
  }

  private static byte[] picture(int channels) {
    byte[] picture = new byte[channels * SIDE * SIDE];
    new java.util.Random(4).nextBytes(picture);
    return picture;
  }

  private static AugmentPolicy only(AugmentOperation operation, int level) {
    return new AugmentPolicy("p", "", List.of(List.of(new Step(operation, 1, level))));
  }

  private static byte[] applied(byte[] picture, AugmentOperation operation, int level, long seed) {
    int channels = picture.length / (SIDE * SIDE);
    return new AutoAugment(channels, SIDE, SIDE)
        .apply(picture, only(operation, level), new Seed(seed).generator());
  }

  private static void assertEach(byte[] before, byte[] after, IntUnaryOperator expected) {
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i] & 0xff).isEqualTo(expected.applyAsInt(before[i] & 0xff));
    }
  }

  @Test
  void thePolicyForCifar10IsThePublishedOne() {
    String written =
        CIFAR10.parts().stream()
            .map(part -> part.stream().map(AutoAugmentTest::words).collect(Collectors.joining(" ")))
            .collect(Collectors.joining(", "));
    assertThat(CIFAR10.parts()).hasSize(25);
    assertThat(written).isEqualTo(PUBLISHED.strip().replaceAll("\\s+", " "));
  }

  @Test
  void valuesAreInvertedFromTheLevelsThresholdOn() {
    byte[] picture = picture(3);
    assertEach(picture, applied(picture, AugmentOperation.INVERT, 7, 1), v -> 255 - v);
    // Level 2 of 0 to 9: 2/9 of 256 are 57.
    assertEach(
        picture, applied(picture, AugmentOperation.SOLARISE, 2, 1), v -> v < 57 ? v : 255 - v);
    assertEach(
        picture, applied(picture, AugmentOperation.SOLARISE, 8, 1), v -> v < 228 ? v : 255 - v);
    // Level 7 of 4 to 8 bits: 7.1.
    assertEach(picture, applied(picture, AugmentOperation.POSTERISE, 7, 1), v -> v & 0xfe);
    assertEach(picture, applied(picture, AugmentOperation.POSTERISE, 0, 1), v -> v & 0xf0);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "3, 0.7", "6, 1.3", "7, 1.5", "9, 1.9"})
  void enhancementsHaveTheFactorOfTheLevel(int level, double factor) {
    byte[] picture = picture(1);
    byte[] bright = applied(picture, AugmentOperation.BRIGHTNESS, level, 1);
    for (int i = 0; i < picture.length; i++) {
      // Half a level is rounded either way.
      assertThat((double) (bright[i] & 0xff))
          .isCloseTo(Math.min(255, factor * (picture[i] & 0xff)), within(0.5 + 1e-9));
    }
    double strength = AutoAugment.strength(new Step(AugmentOperation.COLOUR, 1, level), true);
    assertThat(1 + 0.9 * strength).isCloseTo(factor, within(1e-12));
  }

  /** A shift of the whole picture, in plain loops. */
  private static byte[] shifted(byte[] picture, int right, int down) {
    byte[] shifted = new byte[picture.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean inside = x >= right && x - right < SIDE && y >= down && y - down < SIDE;
        shifted[y * SIDE + x] = inside ? picture[(y - down) * SIDE + x - right] : (byte) 128;
      }
    }
    return shifted;
  }

  @Test
  void shapesMoveEitherWayByTheLevel() {
    byte[] picture = picture(1);
    // 0.45 of 32 pixels are 14.4; a third of that is 4.8.
    for (int level : new int[] {9, 3}) {
      int pixels = level == 9 ? 14 : 5;
      boolean[] seen = new boolean[2];
      for (int seed = 0; seed < 20; seed++) {
        byte[] across = applied(picture, AugmentOperation.TRANSLATE_X, level, seed);
        assertThat(across).isIn(shifted(picture, pixels, 0), shifted(picture, -pixels, 0));
        seen[Arrays.equals(across, shifted(picture, pixels, 0)) ? 0 : 1] = true;
        assertThat(applied(picture, AugmentOperation.TRANSLATE_Y, level, seed))
            .isIn(shifted(picture, 0, pixels), shifted(picture, 0, -pixels));
      }
      assertThat(seen).containsOnly(true);
    }
    assertThat(AutoAugment.strength(new Step(AugmentOperation.ROTATE, 1, 2), true))
        .as("30 degrees at the most")
        .isCloseTo(-2 / 9.0, within(1e-12));
  }

  @Test
  void everyPartIsDrawnAndEveryStepAsOftenAsItSays() {
    // Two operations that can be told from a single pixel: 255 - v, and black.
    Step invert = new Step(AugmentOperation.INVERT, 0.3, 0);
    Step dark = new Step(AugmentOperation.BRIGHTNESS, 0.8, 0);
    AugmentPolicy policy = new AugmentPolicy("p", "", List.of(List.of(invert), List.of(dark)));
    AutoAugment augment = new AutoAugment(1, 1, 1);
    int[] counts = new int[3];
    int draws = 20_000;
    for (int seed = 0; seed < draws; seed++) {
      int value = augment.apply(new byte[] {100}, policy, new Seed(seed).generator())[0] & 0xff;
      counts[value == 155 ? 0 : value == 10 ? 1 : 2]++;
    }
    assertThat(counts[0] / (double) draws).isCloseTo(0.15, within(0.015));
    assertThat(counts[1] / (double) draws).isCloseTo(0.4, within(0.02));
    assertThat(counts[2] / (double) draws).isCloseTo(0.45, within(0.02));
  }

  @Test
  void theSameSeedChangesTheSame() {
    byte[] picture = picture(3);
    byte[] kept = picture.clone();
    AutoAugment augment = new AutoAugment(3, SIDE, SIDE);
    long changed =
        IntStream.range(0, 50)
            .filter(
                seed -> {
                  byte[] once = augment.apply(picture, CIFAR10, new Seed(seed).generator());
                  assertThat(augment.apply(picture, CIFAR10, new Seed(seed).generator()))
                      .isEqualTo(once);
                  return !Arrays.equals(once, kept);
                })
            .count();
    assertThat(picture).isEqualTo(kept);
    assertThat(changed).isGreaterThan(25);
  }

  @Test
  void impossibleStepsAreRefused() {
    assertThatThrownBy(() -> new Step(AugmentOperation.INVERT, 1.1, 0))
        .hasMessageContaining("probability 1.1");
    assertThatThrownBy(() -> new Step(AugmentOperation.INVERT, 1, 10))
        .hasMessageContaining("level 10");
  }
}
