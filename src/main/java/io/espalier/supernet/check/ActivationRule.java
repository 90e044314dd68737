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
            case SIGMOID -> sigmoid(in);
            case SWISH -> in * sigmoid(in);
            case HARD_SIGMOID -> decisive > 3 ? 1 : decisive >= -3 ? (in + 3) / 6 : 0;
            case HARD_SWISH -> decisive > 3 ? in : decisive >= -3 ? in * (in + 3) / 6 : 0;
          };
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public void backward(Step step) {
    for (int i = 0; i < step.out.length; i++) {
      double in = step.in()[i];
      double out = step.out[i];
      double decisive = step.decisive[i];
      double slope =
          switch (function) {
            case RELU -> decisive > 0 ? 1 : 0;
            case RELU6 -> decisive >= 0 && decisive <= 6 ? 1 : 0;
            case TANH -> 1 - out * out;
            case SIGMOID -> out * (1 - out);
            case SWISH -> sigmoid(in) + out * (1 - sigmoid(in));
            case HARD_SIGMOID -> decisive > 3 || decisive < -3 ? 0 : 1.0 / 6;
            case HARD_SWISH -> decisive > 3 ? 1 : decisive >= -3 ? (2 * in + 3) / 6 : 0;
          };
      step.inGradient()[i] += slope * step.gradient[i];
    }
  }
}
