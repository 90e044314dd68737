package io.espalier.search;

import java.util.List;

/**
 * A function of masks: the sum of the weights of a mask's bits and, optionally, of the weights of
 * all pairs of its bits.
 */
public final class BitFunction {

  private final double[] weights;

  /** Symmetric, 0 on the diagonal; null for none. */
  private final double[][] pairs;

  private BitFunction(double[] weights, double[][] pairs) {
    this.weights = weights;
    this.pairs = pairs;
  }

  /** The sum of {@code weights}. */
  public static BitFunction linear(double[] weights) {
    return new BitFunction(weights.clone(), null);
  }

  /** Takes symmetric pair weights; a bit does not pair with itself. */
  private static BitFunction pairwise(double[] weights, double[][] pairs) {
    for (int bit = 0; bit < pairs.length; bit++) {
      pairs[bit][bit] = 0;
    }
    return new BitFunction(weights, pairs);
  }

  /**
   * The sum over {@code masks}, each given by its bits, of its coefficient times m + m(m-1)/2,
   * where m is the number of bits in common with it.
   *
   * @param width the number of bits of a mask
   */
  public static BitFunction ofCommonPairs(int width, List<int[]> masks, double[] coefficients) {
    double[] single = new double[width];
    double[][] pairs = new double[width][width];
    for (int i = 0; i < coefficients.length; i++) {
      int[] bits = masks.get(i);
      for (int a : bits) {
        single[a] += coefficients[i];
        double[] row = pairs[a];
        for (int b : bits) {
          row[b] += coefficients[i];
        }
      }
    }
    return pairwise(single, pairs);
  }

  /** Whether it sums weights of single bits alone, none of pairs. */
  public boolean isLinear() {
    return pairs == null;
  }

  /** The weight of {@code bit} alone. */
  public double weight(int bit) {
    return weights[bit];
  }

  /** The value of the mask with the bits in {@code slots}. */
  public double value(int[] slots) {
    double sum = 0;
    for (int s = 0; s < slots.length; s++) {
      sum += weights[slots[s]];
      if (pairs != null) {
        double[] row = pairs[slots[s]];
        for (int t = 0; t < s; t++) {
          sum += row[slots[t]];
        }
      }
    }
    return sum;
  }

  /** The change in value when {@code slot} takes {@code bit} instead of its present bit. */
  public double change(int[] slots, int slot, int bit) {
    int held = slots[slot];
    double change = weights[bit] - weights[held];
    if (pairs != null) {
      double[] added = pairs[bit];
      double[] dropped = pairs[held];
      for (int other = 0; other < slots.length; other++) {
        if (other != slot) {
          change += added[slots[other]] - dropped[slots[other]];
        }
      }
    }
    return change;
  }

  /**
   * The effect of each bit compared to the other options of its choice when all other choices pick
   * at random; one number per bit of {@code layout}.
   */
  public double[] mainEffects(BitLayout layout) {
    double[] effects = weights.clone();
    if (pairs != null) {
      for (int slot = 0; slot < layout.slots(); slot++) {
        int first = layout.firstBit(slot);
        int end = layout.endBit(slot);
        for (int bit = 0; bit < effects.length; bit++) {
          boolean isOwn = bit >= first && bit < end;
          for (int other = first; other < end && !isOwn; other++) {
            effects[bit] += pairs[bit][other] / (end - first);
          }
        }
      }
    }
    centre(effects, layout);
    return effects;
  }

  private static void centre(double[] effects, BitLayout layout) {
    for (int slot = 0; slot < layout.slots(); slot++) {
      int first = layout.firstBit(slot);
      int end = layout.endBit(slot);
      double mean = 0;
      for (int bit = first; bit < end; bit++) {
        mean += effects[bit] / (end - first);
      }
      for (int bit = first; bit < end; bit++) {
        effects[bit] -= mean;
      }
    }
  }
}
