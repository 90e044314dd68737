package io.espalier.supernet.train;

import io.espalier.error.InputError;

/** The decay of the learning rate after the warm-up. */
public interface Annealing {

  /**
   * The remaining share of the largest rate.
   *
   * @param epoch the epochs done, including the warm-up
   * @param warmup the epochs of the warm-up
   * @param epochs the total number of epochs
   */
  double share(double epoch, double warmup, double epochs);

  /** Half a cosine to 0 (Loshchilov and Hutter, ICLR 2017). */
  record Cosine() implements Annealing {

    @Override
    public double share(double epoch, double warmup, double epochs) {
      double progress = (epoch - warmup) / Math.max(Double.MIN_NORMAL, epochs - warmup);
      return 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
  }

  /**
   * A factor every {@code every} epochs, counted from the beginning (Tan et al., CVPR 2019: 0.97
   * every 2.4).
   *
   * @param factor above 0, at most 1
   * @param every epochs, more than 0
   */
  record Exponential(double factor, double every) implements Annealing {

    public Exponential {
      if (!(factor > 0 && factor <= 1) || !(every > 0 && Double.isFinite(every))) {
        throw new InputError(
            "a factor of %s every %s epochs is not possible; allowed are a factor above 0, up to 1, and epochs above 0"
                .formatted(factor, every));
      }
    }

    @Override
    public double share(double epoch, double warmup, double epochs) {
      return Math.pow(factor, Math.floor(epoch / every));
    }
  }
}
