package io.espalier.supernet.check;

import io.espalier.plan.Op;

/** Squeeze-and-excitation: each channel scaled by what the means of all channels say. */
record ExcitationRule(Op.SqueezeExcitation op) implements Rule {

  /** What is computed for one image on the way, outermost last. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Way(
      double[] means, double[] reduced, double[] inner, double[] expanded, double[] gate) {}

  @Override
  public void forward(Step step) {
    for (int image = 0; image < step.images; image++) {
      Way way = way(step, image);
      for (int i = from(step, image); i < from(step, image + 1); i++) {
        step.out[i] = step.in()[i] * way.gate[i % op.channels()];
      }
    }
  }

  @Override
  public void backward(Step step) {
    for (int image = 0; image < step.images; image++) {
      Way way = way(step, image);
      double[] expanded = new double[op.channels()];
      for (int i = from(step, image); i < from(step, image + 1); i++) {
        int c = i % op.channels();
        step.inGradient()[i] += step.gradient[i] * way.gate[c];
        expanded[c] += step.gradient[i] * step.in()[i];
      }
      for (int c = 0; c < expanded.length; c++) {
        expanded[c] *= ActivationRule.slope(op.gate(), way.expanded[c], way.expanded[c]);
      }
      double[] reduced = back(step, "expand", way.inner, expanded);
      for (int s = 0; s < reduced.length; s++) {
        reduced[s] *= ActivationRule.slope(op.inner(), way.reduced[s], way.reduced[s]);
      }
      double[] means = back(step, "reduce", way.means, reduced);
      for (int i = from(step, image); i < from(step, image + 1); i++) {
        step.inGradient()[i] += means[i % op.channels()] / pixels(step);
      }
    }
  }

  private Way way(Step step, int image) {
    double[] means = new double[op.channels()];
    for (int i = from(step, image); i < from(step, image + 1); i++) {
      means[i % op.channels()] += step.in()[i] / pixels(step);
    }
    double[] reduced = connected(step, "reduce", means, op.squeezed());
    double[] inner = applied(op.inner(), reduced);
    double[] expanded = connected(step, "expand", inner, op.channels());
    return new Way(means, reduced, inner, expanded, applied(op.gate(), expanded));
  }

  private static double[] connected(Step step, String layer, double[] in, int size) {
    double[] weight = step.tensors.get(layer + ".weight");
    double[] out = step.tensors.get(layer + ".bias").clone();
    for (int o = 0; o < size; o++) {
      for (int i = 0; i < in.length; i++) {
        out[o] += weight[o * in.length + i] * in[i];
      }
    }
    return out;
  }

  /** The gradient of a layer's input, given that of its output; adds those of its tensors. */
  private static double[] back(Step step, String layer, double[] in, double[] gradient) {
    double[] weight = step.tensors.get(layer + ".weight");
    double[] back = new double[in.length];
    for (int o = 0; o < gradient.length; o++) {
      step.tensorGradients.get(layer + ".bias")[o] += gradient[o];
      for (int i = 0; i < in.length; i++) {
        step.tensorGradients.get(layer + ".weight")[o * in.length + i] += gradient[o] * in[i];
        back[i] += gradient[o] * weight[o * in.length + i];
      }
    }
    return back;
  }

  private static double[] applied(Op.Activation.Function function, double[] in) {
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = ActivationRule.value(function, in[i], in[i]);
    }
    return out;
  }

  private static int from(Step step, int image) {
    return Math.toIntExact(image * step.shape.values());
  }

  private static int pixels(Step step) {
    return step.shape.height() * step.shape.width();
  }
}
