package io.espalier.supernet.check;

/** An interpolation between two values, with the inputs gate, new and old. */
record HighwayRule() implements Rule {

  @Override
  public void forward(Step step) {
    double[] gate = step.inputs.get(0).out;
    double[] fresh = step.inputs.get(1).out;
    double[] old = step.inputs.get(2).out;
    for (int i = 0; i < step.out.length; i++) {
      step.out[i] = gate[i] * fresh[i] + (1 - gate[i]) * old[i];
    }
  }

  @Override
  public void backward(Step step) {
    Step gate = step.inputs.get(0);
    Step fresh = step.inputs.get(1);
    Step old = step.inputs.get(2);
    for (int i = 0; i < step.out.length; i++) {
      double gradient = step.gradient[i];
      gate.gradient[i] += gradient * (fresh.out[i] - old.out[i]);
      fresh.gradient[i] += gradient * gate.out[i];
      old.gradient[i] += gradient * (1 - gate.out[i]);
    }
  }
}
