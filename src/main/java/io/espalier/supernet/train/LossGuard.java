package io.espalier.supernet.train;

import java.util.Locale;
import java.util.Optional;

/**
 * Detects a diverged training: a loss that is not finite, or that stays far above ln(classes), the
 * loss of guessing.
 */
final class LossGuard {

  /** The running mean covers about this many steps, so a few bad ones do not count. */
  private static final int WINDOW = 50;

  private static final double FAR_ABOVE = 2;

  private final double guessing;

  LossGuard(int classes) {
    this.guessing = Math.log(classes);
  }

  /** The running mean before the first step. */
  double start() {
    return guessing;
  }

  /** The running mean after a step with this loss. */
  double average(double before, double loss) {
    return before + (loss - before) / WINDOW;
  }

  /** The problem, if there is one. */
  Optional<String> problem(double loss, double gradientNorm, double average) {
    if (!Double.isFinite(loss)) {
      return Optional.of("the loss is " + loss);
    }
    if (!Double.isFinite(gradientNorm)) {
      return Optional.of("the gradients' norm is " + gradientNorm);
    }
    if (average > FAR_ABOVE * guessing) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the loss stays at %.2f, far above the %.2f of guessing",
              average,
              guessing));
    }
    return Optional.empty();
  }
}
