package io.espalier.supernet.train;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.supernet.PyTorch;

/**
 * A step of RMSProp, by {@link ActiveSgd}'s formula. The one in DJL up to 0.36.0 throws on PyTorch.
 */
final class RmsUpdate implements Optimizer.Step {

  private final NDManager scratch;
  private final boolean recorded;
  private final PtNDArray scale;
  private final PtNDArray weightDecay;
  private final PtNDArray momentum;
  private final PtNDArray decay;
  private final PtNDArray rest;
  private final PtNDArray epsilon;
  private final PtNDArray rate;

  /**
   * A step.
   *
   * @param scale the factor that gradients are multiplied by first
   */
  RmsUpdate(NDManager manager, Recipe recipe, RmsProp rms, double rate, double scale) {
    this.scratch = manager.newSubManager();
    this.recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    this.scale = number(scale);
    this.weightDecay = number(recipe.weightDecay());
    this.momentum = number(recipe.momentum());
    this.decay = number(rms.decay());
    this.rest = number(1 - rms.decay());
    this.epsilon = number(rms.epsilon());
    this.rate = number(rate);
  }

  /** Moves a weight, its velocity and the mean of its squared gradients. */
  @Override
  public void move(PtNDArray weight, PtNDArray gradient, PtNDArray velocity, PtNDArray mean) {
    try (PtNDArray decayed = JniUtils.mul(weight, weightDecay);
        PtNDArray slope = JniUtils.mul(gradient, scale)) {
      JniUtils.addi(slope, decayed);
      try (PtNDArray square = JniUtils.mul(slope, slope)) {
        JniUtils.muli(square, rest);
        JniUtils.muli(mean, decay);
        JniUtils.addi(mean, square);
      }
      try (PtNDArray above = JniUtils.add(mean, epsilon);
          PtNDArray root = JniUtils.sqrt(above)) {
        JniUtils.divi(slope, root);
      }
      JniUtils.muli(slope, rate);
      JniUtils.muli(velocity, momentum);
      JniUtils.addi(velocity, slope);
      JniUtils.subi(weight, velocity);
    }
  }

  private PtNDArray number(double value) {
    return (PtNDArray) scratch.create((float) value);
  }

  @Override
  public void close() {
    PyTorch.recordGradients(recorded);
    scratch.close();
  }
}
