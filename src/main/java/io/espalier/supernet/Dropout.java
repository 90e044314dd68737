package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.espalier.plan.Op;
import io.espalier.random.Seed;
import java.util.random.RandomGenerator;

/** Dropout (Srivastava et al., JMLR 2014), in the same places in every run of a step. */
final class Dropout {

  private Dropout() {}

  /** What {@code in} is multiplied with, in its shape and layout. */
  static PtNDArray factors(String path, Op.Dropout dropout, Mode mode, PtNDArray in) {
    Shape shape = in.getShape();
    Seed seed = mode.dropout().orElseThrow().derive(path);
    float[] factors = factors(dropout.rate(), Math.toIntExact(shape.size()), seed);
    if (shape.dimension() < 4) {
      return (PtNDArray) Tensors.own(in.getManager().create(factors, shape));
    }
    Shape stored = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
    try (NDArray own = Tensors.own(in.getManager().create(factors, stored))) {
      return (PtNDArray) own.transpose(0, 3, 1, 2);
    }
  }

  /** For each value 0, or 1 / (1 - rate). */
  static float[] factors(float rate, int count, Seed seed) {
    RandomGenerator random = seed.generator();
    float[] factors = new float[count];
    for (int i = 0; i < count; i++) {
      factors[i] = random.nextFloat() < rate ? 0 : 1 / (1 - rate);
    }
    return factors;
  }
}
