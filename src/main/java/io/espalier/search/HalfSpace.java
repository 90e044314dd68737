package io.espalier.search;

/**
 * One side of a hyperplane through the space of masks: the masks x with w·x above a threshold, or
 * those with w·x up to it.
 *
 * <p>The two sides of one hyperplane share no mask and leave none out.
 */
public final class HalfSpace {

  private final double[] weights;
  private final double threshold;
  private final boolean above;

  private HalfSpace(double[] weights, double threshold, boolean above) {
    this.weights = weights.clone();
    this.threshold = threshold;
    this.above = above;
  }

  /** The masks with w·x &gt; {@code threshold}. */
  public static HalfSpace above(double[] weights, double threshold) {
    return new HalfSpace(weights, threshold, true);
  }

  /** The masks with w·x &lt;= {@code threshold}. */
  public static HalfSpace upTo(double[] weights, double threshold) {
    return new HalfSpace(weights, threshold, false);
  }

  /** The weight of {@code bit}. */
  public double weight(int bit) {
    return weights[bit];
  }

  /** The value w·x of the mask with the bits in {@code slots}. */
  public double value(int[] slots) {
    double sum = 0;
    for (int bit : slots) {
      sum += weights[bit];
    }
    return sum;
  }

  /** Whether a mask of value {@code value} lies inside. */
  public boolean contains(double value) {
    return above ? value > threshold : value <= threshold;
  }

  /** Whether the mask with the bits in {@code slots} lies inside. */
  public boolean contains(int[] slots) {
    return contains(value(slots));
  }
}
