package io.espalier.search.regression;

/** The similarity of two masks by the number of features that they have in common. */
public enum Kernel {
  /**
   * exp(-d s), where s is the share of picks not in common. It weights options, pairs, triples and
   * so on, each order less than the one before.
   */
  HAMMING,
  /**
   * Proportional to m + m(m-1)/2 for m features in common: options and pairs, with equal weight.
   */
  PAIRWISE;

  /** The candidate values of d. */
  double[] decays() {
    return this == HAMMING ? new double[] {1, 2, 4, 8} : new double[] {1};
  }

  /**
   * The values of the kernel by the number of features in common.
   *
   * @param picks the largest number of features of a mask, at which the kernel is 1
   */
  double[] byCommon(int picks, double decay) {
    double[] kernel = new double[picks + 1];
    for (int m = 0; m <= picks; m++) {
      kernel[m] =
          switch (this) {
            case HAMMING -> Math.exp(-decay * (picks - m) / picks);
            case PAIRWISE -> m * (m + 1) / (double) (picks * (picks + 1));
          };
    }
    return kernel;
  }
}
