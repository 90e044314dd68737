package io.espalier.search;

import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A measure of architectures written as a sum over the bits of their masks: offset + w·x.
 *
 * <p>It is found by measuring a base architecture and single changes of it. {@link #fit} accepts
 * the result only if it also predicts random architectures.
 */
final class LinearMeasure {

  /** The number of random architectures that a fit has to predict. */
  private static final int CHECKS = 32;

  /** The error allowed for a prediction, as a share of the largest value seen. */
  private static final double TOLERANCE = 1e-9;

  private final double[] weights;
  private final double offset;
  private final double slack;

  private LinearMeasure(double[] weights, double offset, double slack) {
    this.weights = weights;
    this.offset = offset;
    this.slack = slack;
  }

  /** The sum that equals {@code measure}, if it exists. */
  static Optional<LinearMeasure> fit(
      BitLayout layout, ToDoubleFunction<Architecture> measure, RandomGenerator random) {
    if (!layout.isProduct()) {
      // Single changes of a valid architecture may be invalid, and then have no measure.
      return Optional.empty();
    }
    SearchSpace space = layout.space();
    LinearMeasure fitted = around(layout, layout.slots(space.sample(random)), measure);
    for (int i = 0; i < CHECKS; i++) {
      Architecture architecture = space.sample(random);
      double error =
          Math.abs(fitted.value(layout.slots(architecture)) - measure.applyAsDouble(architecture));
      if (!(error <= fitted.slack)) {
        return Optional.empty();
      }
    }
    return Optional.of(fitted);
  }

  private static LinearMeasure around(
      BitLayout layout, int[] base, ToDoubleFunction<Architecture> measure) {
    double origin = measure.applyAsDouble(layout.architecture(base));
    double largest = Math.abs(origin);
    double[] weights = new double[layout.bits()];
    for (int slot = 0; slot < base.length; slot++) {
      boolean leads = slot == 0 || layout.firstBit(slot - 1) != layout.firstBit(slot);
      // The leading slot of a choice gives the weights of all options not held; the other slots, of
      // the one they hold.
      for (int bit = layout.firstBit(slot); bit < layout.endBit(slot); bit++) {
        if (bit == base[slot] || layout.isTaken(base, slot, bit)) {
          continue;
        }
        int[] changed = base.clone();
        changed[slot] = bit;
        double value = measure.applyAsDouble(layout.architecture(changed));
        largest = Math.max(largest, Math.abs(value));
        if (leads) {
          weights[bit] = value - origin;
        } else {
          weights[base[slot]] = weights[bit] - (value - origin);
          break;
        }
      }
    }
    double sum = 0;
    for (int bit : base) {
      sum += weights[bit];
    }
    return new LinearMeasure(weights, origin - sum, TOLERANCE * Math.max(largest, 1e-300));
  }

  double value(int[] slots) {
    double sum = offset;
    for (int bit : slots) {
      sum += weights[bit];
    }
    return sum;
  }

  /** The masks of a value up to {@code maximum}, including those above it only by rounding. */
  HalfSpace upTo(double maximum) {
    return HalfSpace.upTo(weights, maximum - offset + slack);
  }

  /** The masks of a value from {@code minimum} on, including those below it only by rounding. */
  HalfSpace from(double minimum) {
    return HalfSpace.above(weights, minimum - offset - slack);
  }

  /** The bits with the smallest value ({@code sign} 1) or the largest one (-1). */
  int[] extreme(BitLayout layout, int sign) {
    int[] slots = new int[layout.slots()];
    Arrays.fill(slots, -1);
    for (int slot = 0; slot < slots.length; slot++) {
      for (int bit = layout.firstBit(slot); bit < layout.endBit(slot); bit++) {
        boolean better = slots[slot] < 0 || sign * weights[bit] < sign * weights[slots[slot]];
        if (better && !layout.isTaken(slots, slot, bit)) {
          slots[slot] = bit;
        }
      }
    }
    return slots;
  }
}
