package io.espalier.supernet.check;

import java.util.Map;

/**
 * The difference of a result from the reference.
 *
 * @param what the compared part: the output, or a gradient
 * @param relative the norm of the difference over the reference's norm, or over a thousandth of the
 *     norm of all gradients together if that is more: values that are mathematically zero, such as
 *     the gradient of a shift that the next batch norm removes, consist of rounding only
 * @param withFlips the same against a reference that decides by itself on which side of a kink it
 *     is; larger if a value close to 0 was rounded to its other side
 */
public record Difference(String what, double relative, double withFlips) {

  /** The smallest norm, as a share of the norm of everything, that an array is compared with. */
  private static final double NEGLIGIBLE = 1e-3;

  /** The largest difference of all parts; NaN is larger than every number. */
  static Difference largest(Result actual, Result reference) {
    double all = 0;
    for (double[] values : reference.tensors().values()) {
      all = Math.hypot(all, norm(values));
    }
    Difference largest = new Difference("output", 0, 0);
    Map<String, double[]> parts = actual.parts();
    for (Map.Entry<String, double[]> part : reference.parts().entrySet()) {
      boolean tensor = reference.tensors().size() > 0 && part.getKey().startsWith("gradient");
      double norm = Math.max(norm(part.getValue()), tensor ? NEGLIGIBLE * all : 0);
      double off = distance(parts.get(part.getKey()), part.getValue());
      double relative = off == 0 ? 0 : off / norm;
      // Not the larger alone: a NaN must count as a difference.
      if (!(relative <= largest.relative)) {
        largest = new Difference(part.getKey(), relative, relative);
      }
      if (Double.isNaN(relative)) {
        return largest;
      }
    }
    return largest;
  }

  /**
   * This difference, with equal decisions at kinks, combined with that of the reference's own
   * decisions.
   */
  Difference explaining(Difference own) {
    return new Difference(what, relative, own.withFlips);
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static double distance(double[] a, double[] b) {
    if (a == null || a.length != b.length) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
