package io.espalier.supernet.check;

import io.espalier.plan.Shape;

/** Bilinear interpolation between the centres of pixels; beyond the outermost, their values. */
record ResizeRule() implements Rule {

  /** Receives what a value of the output is made of. */
  @FunctionalInterface
  private interface Share {
    void of(int from, int to, double weight);
  }

  @Override
  public void forward(Step step) {
    each(step, (from, to, weight) -> step.out[to] += weight * step.in()[from]);
  }

  @Override
  public void backward(Step step) {
    each(step, (from, to, weight) -> step.inGradient()[from] += weight * step.gradient[to]);
  }

  private static void each(Step step, Share share) {
    Shape in = step.inShape();
    Shape out = step.shape;
    for (int to = 0; to < step.out.length; to++) {
      int pixel = to / out.channels();
      double x = centre(pixel % out.width(), in.width(), out.width());
      double y = centre(pixel / out.width() % out.height(), in.height(), out.height());
      int image = pixel / out.width() / out.height();
      for (int row = (int) y; row <= Math.min((int) y + 1, in.height() - 1); row++) {
        for (int column = (int) x; column <= Math.min((int) x + 1, in.width() - 1); column++) {
          int at = (image * in.height() + row) * in.width() + column;
          double weight = (1 - Math.abs(row - y)) * (1 - Math.abs(column - x));
          share.of(at * in.channels() + to % in.channels(), to, weight);
        }
      }
    }
  }

  /** Where the centre of a pixel of the output is among those of the input. */
  private static double centre(int pixel, int in, int out) {
    double centre = (pixel + 0.5) * in / out - 0.5;
    return Math.max(0, Math.min(in - 1, centre));
  }
}
