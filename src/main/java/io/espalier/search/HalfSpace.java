package io.espalier.search;

/**
 * One side of a surface through the space of masks: the masks x with f(x) above a threshold, or
 * those with f(x) up to it. The surface is a hyperplane if f is linear.
 *
 * <p>The two sides of one surface share no mask and leave none out.
 */
public final class HalfSpace {

  private final BitFunction function;
  private final double threshold;
  private final boolean above;

  private HalfSpace(BitFunction function, double threshold, boolean above) {
    this.function = function;
    this.threshold = threshold;
    this.above = above;
  }

  /** The masks with f(x) &gt; {@code threshold}. */
  public static HalfSpace above(BitFunction function, double threshold) {
    return new HalfSpace(function, threshold, true);
  }

  /** The masks with w·x &gt; {@code threshold}. */
  public static HalfSpace above(double[] weights, double threshold) {
    return above(BitFunction.linear(weights), threshold);
  }

  /** The masks with f(x) &lt;= {@code threshold}. */
  public static HalfSpace upTo(BitFunction function, double threshold) {
    return new HalfSpace(function, threshold, false);
  }

  /** The masks with w·x &lt;= {@code threshold}. */
  public static HalfSpace upTo(double[] weights, double threshold) {
    return upTo(BitFunction.linear(weights), threshold);
  }

  /** The function that is compared with the threshold. */
  public BitFunction function() {
    return function;
  }

  /** The value that divides the two sides. */
  public double threshold() {
    return threshold;
  }

  /** Whether a mask of value {@code value} lies inside. */
  public boolean contains(double value) {
    return above ? value > threshold : value <= threshold;
  }

  /** Whether the mask with the bits in {@code slots} lies inside. */
  public boolean contains(int[] slots) {
    return contains(function.value(slots));
  }
}
