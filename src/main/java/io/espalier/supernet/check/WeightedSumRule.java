package io.espalier.supernet.check;

/** The sum of all inputs, or their mean. */
record WeightedSumRule(boolean mean) implements Rule {

  @Override
  public void forward(Step step) {
    for (Step input : step.inputs) {
      add(input.out, step.out, weight(step));
    }
  }

  @Override
  public void backward(Step step) {
    for (Step input : step.inputs) {
      add(step.gradient, input.gradient, weight(step));
    }
  }

  private double weight(Step step) {
    return mean ? 1.0 / step.inputs.size() : 1;
  }

  private static void add(double[] from, double[] to, double weight) {
    for (int i = 0; i < to.length; i++) {
      to[i] += weight * from[i];
    }
  }
}
