package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Op;

/** Pooling in PyTorch. */
final class Pooling {

  /** The order of dimensions in which arrays of pictures are stored, and back to the usual one. */
  static final long[] CHANNELS_LAST = {0, 2, 3, 1};

  static final long[] CHANNELS_FIRST = {0, 3, 1, 2};

  private static final Shape ONE_PIXEL = new Shape(1, 1);

  private final Scratch scratch;

  /**
   * Pooling.
   *
   * @param scratch what takes the arrays that are needed on the way
   */
  Pooling(Scratch scratch) {
    this.scratch = scratch;
  }

  PtNDArray pool(Op.Pool pool, PtNDArray in) {
    Shape kernel = square(pool.kernel());
    Shape stride = square(pool.stride());
    Shape padding = square(pool.padding());
    return switch (pool.kind()) {
      case MAX -> JniUtils.maxPool(in, kernel, stride, padding, false);
      case AVERAGE -> {
        PtNDArray mean = JniUtils.avgPool(in, kernel, stride, padding, false, false);
        if (pool.padding() > 0) {
          leaveOutPadding(pool, in, mean);
        }
        yield mean;
      }
    };
  }

  /**
   * DJL up to 0.36.0 drops the argument that leaves padding out of an average's count. Where a
   * gradient is recorded the averages are divided by what the same pooling makes of ones, the share
   * of each window that is not padding; else only the lines at the borders are touched, which is
   * cheaper.
   */
  private void leaveOutPadding(Op.Pool pool, PtNDArray in, PtNDArray mean) {
    if (JniUtils.isGradMode()) {
      Shape kernel = square(pool.kernel());
      Shape stride = square(pool.stride());
      Shape padding = square(pool.padding());
      PtNDArray ones = scratch.keep(ones(in));
      JniUtils.divi(
          mean, scratch.keep(JniUtils.avgPool(ones, kernel, stride, padding, false, false)));
      return;
    }
    for (int dimension = 2; dimension <= 3; dimension++) {
      long size = in.getShape().get(dimension);
      for (long line = 0; line < mean.getShape().get(dimension); line++) {
        long from = line * pool.stride() - pool.padding();
        long inside = Math.min(from + pool.kernel(), size) - Math.max(from, 0);
        if (inside < pool.kernel()) {
          PtNDArray border = scratch.keep(JniUtils.slice(mean, dimension, line, line + 1, 1));
          float factor = (float) pool.kernel() / inside;
          JniUtils.muli(border, scratch.keep((PtNDArray) mean.getManager().create(factor)));
        }
      }
    }
  }

  /** One image of ones, as large as those of {@code in} and in the same layout. */
  private static PtNDArray ones(PtNDArray in) {
    Shape shape = in.getShape();
    Shape stored = new Shape(1, shape.get(2), shape.get(3), shape.get(1));
    try (NDArray ones = in.getManager().ones(stored, in.getDataType())) {
      return (PtNDArray) ones.transpose(0, 3, 1, 2);
    }
  }

  /**
   * The pixels at every {@code step}-th row and column, as averages over one pixel each: unlike a
   * slice this keeps the layout where a side is odd, and unlike DJL's copy it lets gradients
   * through.
   */
  PtNDArray everyNthPixel(PtNDArray in, int step) {
    return scratch.keep(JniUtils.avgPool(in, square(1), square(step), square(0), false, false));
  }

  static PtNDArray globalAverage(PtNDArray in) {
    try (PtNDArray pixel = JniUtils.adaptiveAvgPool(in, ONE_PIXEL)) {
      return JniUtils.flatten(pixel, 1, 3);
    }
  }

  static Shape square(int side) {
    return new Shape(side, side);
  }
}
