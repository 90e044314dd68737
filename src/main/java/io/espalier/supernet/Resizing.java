package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Op;

/**
 * Bilinear resizing without antialiasing. DJL's native call always antialiases, so this picks the
 * two lines of pixels that each new one lies between, as rows of a table, and mixes them.
 */
final class Resizing {

  private final Scratch scratch;

  /**
   * Resizing.
   *
   * @param scratch what takes the arrays that are needed on the way
   */
  Resizing(Scratch scratch) {
    this.scratch = scratch;
  }

  PtNDArray resize(Op.Resize resize, PtNDArray in) {
    Shape shape = in.getShape();
    long images = shape.get(0);
    long channels = shape.get(1);
    int height = Math.toIntExact(shape.get(2));
    int width = Math.toIntExact(shape.get(3));
    PtNDArray pixels = scratch.keep(JniUtils.permute(in, Pooling.CHANNELS_LAST));
    PtNDArray rows = reshaped(pixels, images * height, width * channels);
    PtNDArray tall = lines(rows, images, height, resize.height());
    long groups = images * resize.height();
    PtNDArray columns = reshaped(tall, groups * width, channels);
    PtNDArray both = lines(columns, groups, width, resize.width());
    PtNDArray out = reshaped(both, images, resize.height(), resize.width(), channels);
    return JniUtils.permute(out, Pooling.CHANNELS_FIRST);
  }

  private PtNDArray reshaped(PtNDArray array, long... shape) {
    return scratch.keep(JniUtils.reshape(array, shape));
  }

  /** Of each group of {@code size} lines the {@code wanted} lines that are between them. */
  private PtNDArray lines(PtNDArray lines, long groups, int size, int wanted) {
    int count = Math.toIntExact(groups * wanted);
    long[] first = new long[count];
    long[] second = new long[count];
    float[] shares = new float[count];
    for (int i = 0; i < count; i++) {
      double middle = (i % wanted + 0.5) * size / wanted - 0.5;
      double centre = Math.max(0, Math.min(size - 1, middle));
      int line = (int) centre;
      long group = (long) (i / wanted) * size;
      first[i] = group + line;
      second[i] = group + Math.min(line + 1, size - 1);
      shares[i] = (float) (centre - line);
    }
    NDManager manager = lines.getManager();
    PtNDArray from = picked(lines, manager.create(first));
    PtNDArray step = scratch.keep(JniUtils.sub(picked(lines, manager.create(second)), from));
    PtNDArray share = own(manager.create(shares, new Shape(count, 1)));
    return scratch.keep(JniUtils.add(from, scratch.keep(JniUtils.mul(step, share))));
  }

  private PtNDArray picked(PtNDArray lines, NDArray which) {
    return scratch.keep(JniUtils.embedding(own(which), lines, false));
  }

  private PtNDArray own(NDArray borrowed) {
    return scratch.keep((PtNDArray) Tensors.own(borrowed));
  }
}
