package io.espalier.supernet.check;

import io.espalier.plan.Op;

/** A fully connected layer. */
record LinearRule(Op.Linear linear) implements Rule {

  @Override
  public void forward(Step step) {
    double[] weight = step.tensors.get("weight");
    double[] bias = step.tensors.get("bias");
    for (int image = 0; image < step.images; image++) {
      for (int o = 0; o < linear.out(); o++) {
        double sum = linear.bias() ? bias[o] : 0;
        for (int i = 0; i < linear.in(); i++) {
          sum += weight[o * linear.in() + i] * step.in()[image * linear.in() + i];
        }
        step.out[image * linear.out() + o] = sum;
      }
    }
  }

  @Override
  public void backward(Step step) {
    double[] weight = step.tensors.get("weight");
    double[] weightGradient = step.tensorGradients.get("weight");
    for (int image = 0; image < step.images; image++) {
      for (int o = 0; o < linear.out(); o++) {
        double gradient = step.gradient[image * linear.out() + o];
        if (linear.bias()) {
          step.tensorGradients.get("bias")[o] += gradient;
        }
        for (int i = 0; i < linear.in(); i++) {
          int at = o * linear.in() + i;
          weightGradient[at] += gradient * step.in()[image * linear.in() + i];
          step.inGradient()[image * linear.in() + i] += gradient * weight[at];
        }
      }
    }
  }
}
