package io.espalier.supernet.check;

import io.espalier.plan.Op;

/** The vector of each token. Its input is an index and has no gradient. */
record EmbeddingRule(Op.Embedding embedding) implements Rule {

  @Override
  public void forward(Step step) {
    double[] table = step.tensors.get("weight");
    for (int i = 0; i < step.out.length; i++) {
      step.out[i] = table[from(step, i)];
    }
  }

  @Override
  public void backward(Step step) {
    double[] table = step.tensorGradients.get("weight");
    for (int i = 0; i < step.out.length; i++) {
      table[from(step, i)] += step.gradient[i];
    }
  }

  private int from(Step step, int at) {
    int token = (int) step.in()[at / embedding.width()];
    return token * embedding.width() + at % embedding.width();
  }
}
