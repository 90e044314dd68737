package io.espalier.supernet.check;

import io.espalier.plan.Op;

/** A function of each value. At a kink, the decisive values determine the side. */
record ActivationRule(Op.Activation.Function function) implements Rule {

  @Override
  public void forward(Step step) {
    for (int i = 0; i < step.out.length; i++) {
      step.out[i] = value(function, step.in()[i], step.decisive[i]);
    }
  }

  @Override
  public void backward(Step step) {
    for (int i = 0; i < step.out.length; i++) {
      double slope = slope(function, step.in()[i], step.decisive[i]);
      step.inGradient()[i] += slope * step.gradient[i];
    }
  }

  static double value(Op.Activation.Function function, double in, double decisive) {
    return switch (function) {
      case RELU -> decisive > 0 ? in : 0;
      case RELU6 -> decisive > 6 ? 6 : decisive >= 0 ? in : 0;
      case TANH -> Math.tanh(in);
      case SIGMOID -> sigmoid(in);
      case SWISH -> in * sigmoid(in);
      case HARD_SIGMOID -> decisive > 3 ? 1 : decisive >= -3 ? (in + 3) / 6 : 0;
      case HARD_SWISH -> decisive > 3 ? in : decisive >= -3 ? in * (in + 3) / 6 : 0;
    };
  }

  static double slope(Op.Activation.Function function, double in, double decisive) {
    double curve = sigmoid(in) * (1 - sigmoid(in));
    boolean rises = decisive >= -3 && decisive <= 3;
    return switch (function) {
      case RELU -> decisive > 0 ? 1 : 0;
      case RELU6 -> decisive >= 0 && decisive <= 6 ? 1 : 0;
      case TANH -> 1 - Math.tanh(in) * Math.tanh(in);
      case SIGMOID -> curve;
      case SWISH -> sigmoid(in) + in * curve;
      case HARD_SIGMOID -> rises ? 1.0 / 6 : 0;
      case HARD_SWISH -> rises ? (2 * in + 3) / 6 : decisive > 3 ? 1 : 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
