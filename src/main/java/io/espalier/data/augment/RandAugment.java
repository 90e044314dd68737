package io.espalier.data.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * RandAugment (Cubuk et al., NeurIPS 2020): each image goes through a few operations, drawn
 * uniformly from fourteen, all of the same magnitude and with random signs.
 */
public final class RandAugment {

  private static final List<AugmentOperation> OPERATIONS =
      Stream.of(AugmentOperation.values()).filter(o -> o != AugmentOperation.INVERT).toList();

  private static final double LARGEST = 10;

  private final AugmentOperations all;
  private final double strength;

  /**
   * For images of this size.
   *
   * @param magnitude from 0 to 10
   */
  public RandAugment(int channels, int height, int width, double magnitude) {
    this.all = new AugmentOperations(channels, height, width);
    this.strength = magnitude / LARGEST;
  }

  /** An augmented copy of a byte image, channels innermost. */
  public byte[] apply(byte[] image, int operations, RandomGenerator random) {
    byte[] changed = image.clone();
    for (int i = 0; i < operations; i++) {
      AugmentOperation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
      changed = all.apply(operation, changed, random.nextBoolean() ? strength : -strength);
    }
    return changed;
  }
}
