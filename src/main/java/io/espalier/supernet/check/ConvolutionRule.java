package io.espalier.supernet.check;

import io.espalier.plan.Op;
import io.espalier.plan.Shape;

/** Convolution, tap by tap. */
record ConvolutionRule(Op.Conv conv) implements Rule {

  /** The computation at one tap of the kernel for one output pixel. */
  @FunctionalInterface
  private interface Tap {

    /**
     * All channels of one group at one tap.
     *
     * @param in index of the group's first input channel in the input
     * @param out index of the group's first output channel in the output
     * @param weight index of the tap's weights of the group among the reordered ones
     */
    void at(int in, int out, int weight);
  }

  @Override
  public void forward(Step step) {
    double[] in = step.in();
    double[] out = step.out;
    double[] weights = reordered(step.tensors.get("weight"));
    int width = conv.in() / conv.groups();
    int height = conv.out() / conv.groups();
    if (conv.bias()) {
      double[] bias = step.tensors.get("bias");
      for (int i = 0; i < out.length; i++) {
        out[i] = bias[i % conv.out()];
      }
    }
    each(
        step,
        (x, y, w) -> {
          for (int i = 0; i < width; i++) {
            double value = in[x + i];
            int from = w + i * height;
            for (int o = 0; o < height; o++) {
              out[y + o] += value * weights[from + o];
            }
          }
        });
  }

  @Override
  public void backward(Step step) {
    double[] in = step.in();
    double[] inGradient = step.inGradient();
    double[] gradient = step.gradient;
    double[] weights = reordered(step.tensors.get("weight"));
    double[] weightGradient = new double[weights.length];
    int width = conv.in() / conv.groups();
    int height = conv.out() / conv.groups();
    each(
        step,
        (x, y, w) -> {
          for (int i = 0; i < width; i++) {
            double value = in[x + i];
            double sum = 0;
            int from = w + i * height;
            for (int o = 0; o < height; o++) {
              double g = gradient[y + o];
              weightGradient[from + o] += value * g;
              sum += g * weights[from + o];
            }
            inGradient[x + i] += sum;
          }
        });
    double[] total = step.tensorGradients.get("weight");
    for (int at = 0; at < total.length; at++) {
      total[at] += weightGradient[reordered(at)];
    }
    if (conv.bias()) {
      double[] bias = step.tensorGradients.get("bias");
      for (int i = 0; i < gradient.length; i++) {
        bias[i % conv.out()] += gradient[i];
      }
    }
  }

  private void each(Step step, Tap tap) {
    Shape in = step.inShape();
    Shape out = step.shape;
    int width = conv.in() / conv.groups();
    int height = conv.out() / conv.groups();
    int kernel = conv.kernel();
    for (int pixel = 0; pixel < step.images * out.height() * out.width(); pixel++) {
      int column = pixel % out.width();
      int row = pixel / out.width() % out.height();
      int image = pixel / out.width() / out.height();
      for (int t = 0; t < kernel * kernel; t++) {
        int y = row * conv.stride() - conv.padding() + t / kernel * conv.dilation();
        int x = column * conv.stride() - conv.padding() + t % kernel * conv.dilation();
        if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
          int from = ((image * in.height() + y) * in.width() + x) * conv.in();
          for (int group = 0; group < conv.groups(); group++) {
            tap.at(
                from + group * width,
                pixel * conv.out() + group * height,
                (group * kernel * kernel + t) * width * height);
          }
        }
      }
    }
  }

  /** The weights in the order group, tap, input channel, output channel. */
  private double[] reordered(double[] weights) {
    double[] reordered = new double[weights.length];
    for (int at = 0; at < weights.length; at++) {
      reordered[reordered(at)] = weights[at];
    }
    return reordered;
  }

  /**
   * The new position of the weight at {@code at} in the order output, input channel, row, column.
   */
  private int reordered(int at) {
    int taps = conv.kernel() * conv.kernel();
    int width = conv.in() / conv.groups();
    int height = conv.out() / conv.groups();
    int tap = at % taps;
    int in = at / taps % width;
    int out = at / taps / width % height;
    int group = at / taps / width / height;
    return ((group * taps + tap) * width + in) * height + out;
  }
}
