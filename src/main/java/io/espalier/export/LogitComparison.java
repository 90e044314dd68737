package io.espalier.export;

import io.espalier.data.text.TextBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Compares the logits of a format with those of its reference, one image after another. */
final class LogitComparison {

  /**
   * The largest difference that counts as rounding: about a hundred times the resolution of 32-bit
   * floating point.
   */
  private static final double ROUNDING = 1e-5;

  /**
   * How many times its own rounding a reference may be away from a format, which adds in another
   * order, and may fold batch norms, so that it subtracts larger numbers. Right exports of trained
   * children of all spaces were up to 4.4 times away.
   */
  private static final double ROUNDINGS = 10;

  /**
   * The largest rounding, as a share of the range, with which a comparison still tells something.
   */
  private static final double MOST_ROUNDING = 1e-3;

  private final String format;
  private final List<Double> turned = new ArrayList<>();
  private int count;
  private double largest;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private int right;
  private int referenceRight;
  private double crossEntropy;
  private double referenceCrossEntropy;

  LogitComparison(String format) {
    this.format = format;
  }

  /** Takes in the logits of a batch's tokens, one token after another. */
  void add(TextBatch batch, float[] expected, float[] found) {
    requireSame(expected.length, found.length);
    int classes = expected.length / batch.count();
    for (int token = 0; token < batch.count(); token++) {
      add(expected, found, token * classes, classes, (int) batch.targets().get(token));
    }
  }

  /** Takes in the logits of one image. */
  void add(float[] expected, float[] found, int label) {
    requireSame(expected.length, found.length);
    add(expected, found, 0, expected.length, label);
  }

  private void requireSame(int expected, int found) {
    if (expected != found) {
      throw new IllegalStateException(
          "the reference gives %d logits, %s gives %d".formatted(expected, format, found));
    }
  }

  private void add(float[] wanted, float[] found, int from, int classes, int label) {
    for (int c = from; c < from + classes; c++) {
      // A NaN on either side stays in the maximum, and no tolerance covers it.
      largest = Math.max(largest, Math.abs((double) wanted[c] - found[c]));
      low = Math.min(low, wanted[c]);
      high = Math.max(high, wanted[c]);
    }
    int named = predicted(found, from, classes);
    int best = predicted(wanted, from, classes);
    if (named != best) {
      turned.add((double) wanted[from + best] - wanted[from + named]);
    }
    right += named == label ? 1 : 0;
    referenceRight += best == label ? 1 : 0;
    crossEntropy += crossEntropy(found, from, classes, named, label);
    referenceCrossEntropy += crossEntropy(wanted, from, classes, best, label);
    count++;
  }

  private static int predicted(float[] logits, int from, int classes) {
    int best = from;
    for (int c = from + 1; c < from + classes; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best - from;
  }

  private static double crossEntropy(float[] logits, int from, int classes, int best, int label) {
    double sum = 0;
    for (int c = from; c < from + classes; c++) {
      sum += Math.exp((double) logits[c] - logits[from + best]);
    }
    return Math.log(sum) + logits[from + best] - logits[from + label];
  }

  /**
   * The result of the comparison.
   *
   * @param runtime the runtime of the format
   * @param tolerance the largest difference allowed, as a share of the reference's range
   * @param rounding measures how far the reference is from itself without rounding; asked if the
   *     formats are not the same within the tolerance
   */
  Proof proof(String runtime, double tolerance, DoubleSupplier rounding) {
    Proof plain = proof(runtime, tolerance, Double.POSITIVE_INFINITY, 0);
    if (plain.holds()) {
      return plain;
    }
    double own = rounding.getAsDouble();
    return own <= MOST_ROUNDING * (high - low)
        ? proof(runtime, tolerance, Double.POSITIVE_INFINITY, own)
        : plain;
  }

  /**
   * The result of the comparison of a language model.
   *
   * @param nats the largest difference of mean cross-entropies allowed
   */
  Proof proof(String runtime, double tolerance, double nats) {
    return proof(runtime, tolerance, nats, 0);
  }

  private Proof proof(String runtime, double tolerance, double nats, double rounding) {
    double allowed = Math.max(tolerance * (high - low), ROUNDINGS * rounding);
    double tie = Math.max(ROUNDING * (high - low), ROUNDINGS * rounding);
    int ties = (int) turned.stream().filter(gap -> gap <= tie).count();
    boolean same =
        largest <= allowed
            && ties == turned.size()
            && Math.abs(crossEntropy - referenceCrossEntropy) <= nats * count;
    return new Proof(
        format,
        runtime,
        count,
        largest,
        high - low,
        allowed,
        rounding,
        count - turned.size(),
        ties,
        100.0 * right / count,
        100.0 * referenceRight / count,
        crossEntropy / count,
        referenceCrossEntropy / count,
        same ? Proof.SAME : Proof.DIFFERENT);
  }
}
