package io.espalier.plan.file;

import io.espalier.plan.Op.Activation.Function;
import java.util.Optional;

/**
 * What holds for all blocks of a file.
 *
 * @param channels the channels at which the file's widths are right; those of other supernets scale
 *     all widths
 * @param multiplier multiplies all widths
 * @param divisor widths are rounded to multiples of this; 1 if they have to be whole as they are
 * @param activation after batch norms, unless a block says otherwise
 * @param epsilon of batch norms
 * @param squeeze how squeeze-and-excitation is done
 */
record Conventions(
    int channels,
    double multiplier,
    int divisor,
    Optional<Function> activation,
    float epsilon,
    Squeeze squeeze) {

  /** Rounding must not take away more than a tenth. */
  private static final double LEAST_KEPT = 0.9;

  private static final double NEARLY_WHOLE = 1e-9;

  /**
   * Squeeze-and-excitation (Hu et al., CVPR 2018).
   *
   * @param ofInput whether the squeezed channels are a share of the block's input, as in
   *     EfficientNet, and not of the channels that are weighted, as in MobileNetV3
   * @param ratio that share
   * @param divisor squeezed channels are rounded to multiples of this; 1 rounds down
   * @param inner the activation between its two layers
   * @param gate the activation of the weights
   */
  record Squeeze(boolean ofInput, double ratio, int divisor, Function inner, Function gate) {

    int channels(int weighted, int input) {
      int share = (int) ((ofInput ? input : weighted) * ratio + NEARLY_WHOLE);
      return divisor == 1 ? Math.max(1, share) : rounded(share, divisor);
    }
  }

  /**
   * A width of the file in a supernet of another size.
   *
   * @throws IllegalArgumentException if it is not whole and is not to be rounded
   */
  int width(double width, int scaleChannels) {
    double scaled = width * multiplier * scaleChannels / channels;
    if (divisor > 1) {
      return rounded(scaled, divisor);
    }
    if (Math.abs(scaled - Math.rint(scaled)) > NEARLY_WHOLE || scaled < 1) {
      throw new IllegalArgumentException(
          "a width of %s, made for %d channels, is %s at %d channels, which is not whole; choose other channels, or give a divisor"
              .formatted(width, channels, scaled, scaleChannels));
    }
    return (int) Math.rint(scaled);
  }

  /** A multiple of a number of channels. */
  int multiple(int of, double factor) {
    long multiple = Math.round(of * factor);
    return divisor > 1 ? rounded((double) multiple, divisor) : (int) Math.max(1, multiple);
  }

  /**
   * The nearest multiple of the divisor, but none that takes away more than a tenth (the rule of
   * MobileNetV2 and its successors).
   */
  static int rounded(double width, int divisor) {
    int nearest = Math.max(divisor, (int) (width + divisor / 2.0) / divisor * divisor);
    return nearest < LEAST_KEPT * width ? nearest + divisor : nearest;
  }
}
