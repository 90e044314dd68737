package io.espalier.supernet.check;

import io.espalier.plan.Op;

/** A function of each value. At a kink, the decisive values determine the side. */
record ActivationRule(Op.Activation.Function function) implements Rule {

  @Override
  public void forward(Step step) {
    for (int i = 0; i < step.out.length; i++) {
      double in = step.in()[i];
      double decisive = step.decisive[i];
      step.out[i] =
          switch (function) {
            case RELU -> decisive > 0 ? in : 0;
            case RELU6 -> decisive > 6 ? 6 : decisive >= 0 ? in : 0;
            case TANH -> Math.tanh(in);
            case SIGMOID -> 1 / (1 + Math.exp(-in));
          };
    }
  }

  @Override
  public void backward(Step step) {
    for (int i = 0; i < step.out.length; i++) {
      double out = step.out[i];
      double decisive = step.decisive[i];
      double slope =
          switch (function) {
            case RELU -> decisive > 0 ? 1 : 0;
            case RELU6 -> decisive >= 0 && decisive <= 6 ? 1 : 0;
            case TANH -> 1 - out * out;
            case SIGMOID -> out * (1 - out);
          };
      step.inGradient()[i] += slope * step.gradient[i];
    }
  }
}
