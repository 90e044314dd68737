package io.espalier.supernet;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Op;

/** Functions of single values in PyTorch. */
final class Activations {

  private static final float THREE = 3;
  private static final float SIX = 6;

  private final Scratch scratch;

  /**
   * Functions.
   *
   * @param scratch what takes the arrays that are needed on the way
   */
  Activations(Scratch scratch) {
    this.scratch = scratch;
  }

  PtNDArray apply(Op.Activation.Function function, PtNDArray in) {
    return switch (function) {
      case RELU -> JniUtils.relu(in);
      case RELU6 -> relu6(in);
      case TANH -> JniUtils.tanh(in);
      case SIGMOID -> JniUtils.sigmoid(in);
      case HARD_SWISH -> JniUtils.mul(in, scratch.keep(hardSigmoid(in)));
      case SWISH -> JniUtils.mul(in, scratch.keep(JniUtils.sigmoid(in)));
      case HARD_SIGMOID -> hardSigmoid(in);
    };
  }

  private PtNDArray hardSigmoid(PtNDArray in) {
    NDManager manager = in.getManager();
    PtNDArray moved = scratch.keep(JniUtils.add(in, scratch.keep(number(manager, THREE))));
    PtNDArray out = relu6(moved);
    JniUtils.muli(out, scratch.keep(number(manager, 1 / SIX)));
    return out;
  }

  /** DJL leaves the two bounds in the input's manager, so the input visits another one. */
  private static PtNDArray relu6(PtNDArray in) {
    NDManager manager = in.getManager();
    try (NDManager visited = manager.newSubManager()) {
      in.attach(visited);
      try {
        PtNDArray out = JniUtils.clip(in, 0f, SIX);
        out.attach(manager);
        return out;
      } finally {
        in.attach(manager);
      }
    }
  }

  /** A number as an array. */
  static PtNDArray number(NDManager manager, float value) {
    return (PtNDArray) Tensors.own(manager.create(value));
  }
}
