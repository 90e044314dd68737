package io.espalier.supernet.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Conversion between arrays of the engine and plain ones. */
final class Values {

  private Values() {}

  static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }

  static double[] joined(double[] a, double[] b) {
    double[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  /** An activation in the order image, row, column, channel. */
  static double[] of(NDArray activation) {
    if (activation.getShape().dimension() < 4) {
      return widened(activation.toFloatArray());
    }
    try (NDArray ordered = activation.transpose(0, 2, 3, 1)) {
      return widened(ordered.toFloatArray());
    }
  }

  /** An array of the shape of {@code like}, channels-last as activations are. */
  static NDArray like(NDArray like, double[] values, NDManager manager) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    Shape shape = like.getShape();
    if (shape.dimension() < 4) {
      return manager.create(narrow, shape).duplicate();
    }
    Shape stored = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
    return manager.create(narrow, stored).duplicate().transpose(0, 3, 1, 2);
  }
}
