package io.espalier.supernet.check;

import io.espalier.plan.Op;
import io.espalier.supernet.Mode;

/** The computation of an operation and of its gradients, by definition. */
interface Rule {

  /** Computes {@link Step#out}. */
  void forward(Step step);

  /** Adds the contributions of the output's gradient to the gradients of inputs and tensors. */
  void backward(Step step);

  /** The rule of an operation; batch norms take their statistics as {@code mode} says. */
  static Rule of(Op op, Mode mode) {
    if (op instanceof Op.Conv conv) {
      return new ConvolutionRule(conv);
    }
    if (op instanceof Op.BatchNorm norm) {
      return new NormRule(norm, mode.batchStatistics());
    }
    if (op instanceof Op.Activation activation) {
      return new ActivationRule(activation.function());
    }
    if (op instanceof Op.Pool pool) {
      return new PoolRule(pool);
    }
    if (op instanceof Op.Linear linear) {
      return new LinearRule(linear);
    }
    if (op instanceof Op.Embedding embedding) {
      return new EmbeddingRule(embedding);
    }
    if (op instanceof Op.Highway) {
      return new HighwayRule();
    }
    if (op instanceof Op.RmsClip) {
      return new RmsClipRule();
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      return new ExcitationRule(excitation);
    }
    if (op instanceof Op.Resize) {
      return new ResizeRule();
    }
    // Dropout passes its one input on.
    if (op instanceof Op.Add || op instanceof Op.Dropout) {
      return new WeightedSumRule(false);
    }
    if (op instanceof Op.Mean) {
      return new WeightedSumRule(true);
    }
    return new GatherRule(op);
  }
}
