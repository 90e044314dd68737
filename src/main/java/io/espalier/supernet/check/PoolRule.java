package io.espalier.supernet.check;

import io.espalier.plan.Op;
import io.espalier.plan.Shape;

/** Pooling. The first of several equal largest values is taken, row by row. */
record PoolRule(Op.Pool pool) implements Rule {

  @Override
  public void forward(Step step) {
    for (int at = 0; at < step.out.length; at++) {
      int[] window = window(step, at);
      for (int from : window) {
        step.out[at] += step.in()[from] / window.length;
      }
    }
  }

  @Override
  public void backward(Step step) {
    for (int at = 0; at < step.out.length; at++) {
      int[] window = window(step, at);
      for (int from : window) {
        step.inGradient()[from] += step.gradient[at] / window.length;
      }
    }
  }

  /** The indices of the values that an output is the mean of; for a maximum there is one. */
  private int[] window(Step step, int at) {
    Shape in = step.inShape();
    int channel = at % in.channels();
    int pixel = at / in.channels();
    int column = pixel % step.shape.width() * pool.stride() - pool.padding();
    int row = pixel / step.shape.width() % step.shape.height() * pool.stride() - pool.padding();
    int image = pixel / step.shape.width() / step.shape.height();
    int[] window = new int[pool.kernel() * pool.kernel()];
    int count = 0;
    for (int y = Math.max(0, row); y < Math.min(in.height(), row + pool.kernel()); y++) {
      for (int x = Math.max(0, column); x < Math.min(in.width(), column + pool.kernel()); x++) {
        int from = ((image * in.height() + y) * in.width() + x) * in.channels() + channel;
        if (pool.kind() == Op.Pool.Kind.AVERAGE) {
          window[count++] = from;
        } else if (count == 0 || step.decisive[from] > step.decisive[window[0]]) {
          window[0] = from;
          count = 1;
        }
      }
    }
    return java.util.Arrays.copyOf(window, count);
  }
}
