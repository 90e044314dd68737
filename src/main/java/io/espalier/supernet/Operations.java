package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What each operation is in PyTorch. Calls go straight to DJL's native functions, since its blocks
 * and functional interface swap axes around batch norm and offer no way to leave the layout alone.
 */
final class Operations implements AutoCloseable {

  private static final Shape ONE_PIXEL = new Shape(1, 1);
  private static final long[] CHANNELS_LAST = {0, 2, 3, 1};
  private static final long[] CHANNELS_FIRST = {0, 3, 1, 2};

  private final Weights weights;
  private final Mode mode;
  private final List<NDArray> scratch = new ArrayList<>();

  Operations(Weights weights, Mode mode) {
    this.weights = weights;
    this.mode = mode;
  }

  /** A new array, never one of the inputs, attached to the first input's manager. */
  PtNDArray apply(Node node, PtNDArray[] inputs) {
    PtNDArray in = inputs[0];
    Op op = node.op();
    PtNDArray out;
    if (op instanceof Op.Conv conv) {
      out = convolution(node.path(), conv, in);
    } else if (op instanceof Op.BatchNorm norm) {
      out = batchNorm(node.path(), norm, in);
    } else if (op instanceof Op.Activation activation) {
      out =
          switch (activation.function()) {
            case RELU -> JniUtils.relu(in);
            case RELU6 -> relu6(in);
            case TANH -> JniUtils.tanh(in);
            case SIGMOID -> JniUtils.sigmoid(in);
          };
    } else if (op instanceof Op.Pool pool) {
      out = pool(pool, in);
    } else if (op instanceof Op.GlobalAveragePool) {
      out = globalAverage(in);
    } else if (op instanceof Op.Add) {
      out = sum(inputs);
    } else if (op instanceof Op.Mean) {
      out = sum(inputs);
      if (inputs.length > 1) {
        out = mean(out, inputs.length);
      }
    } else if (op instanceof Op.Highway) {
      out = highway(inputs[0], inputs[1], inputs[2]);
    } else if (op instanceof Op.RmsClip) {
      out = clipRms(in);
    } else if (op instanceof Op.Embedding embedding) {
      out = JniUtils.embedding(in, tensor(node.path(), embedding, "weight"), false);
    } else if (op instanceof Op.Concat) {
      out = JniUtils.cat(inputs, 1);
    } else if (op instanceof Op.Channels range) {
      out = JniUtils.slice(in, 1, range.from(), range.to(), 1);
    } else if (op instanceof Op.Shift) {
      out = shift(in);
    } else if (op instanceof Op.Zero zero) {
      out = zeros(zero, in);
    } else if (op instanceof Op.Linear linear) {
      out =
          JniUtils.linear(
              in, tensor(node.path(), linear, "weight"), tensor(node.path(), linear, "bias"));
    } else {
      throw new IllegalArgumentException("the runner does not know " + op);
    }
    close();
    return out;
  }

  /** Frees the views of weights that the operation before needed. */
  @Override
  public void close() {
    scratch.forEach(NDArray::close);
    scratch.clear();
  }

  private PtNDArray convolution(String path, Op.Conv conv, PtNDArray in) {
    PtNDArray weight = tensor(path, conv, "weight");
    PtNDArray bias = conv.bias() ? tensor(path, conv, "bias") : null;
    if (conv.kernel() == 1 && conv.padding() == 0 && conv.groups() == 1) {
      return pointwise(conv.stride() > 1 ? everyNthPixel(in, conv.stride()) : in, weight, bias);
    }
    return JniUtils.convolution(
        in,
        weight,
        bias,
        square(conv.stride()),
        square(conv.padding()),
        square(conv.dilation()),
        conv.groups());
  }

  /**
   * A 1x1 convolution as what it is, a matrix product for each pixel, which no oneDNN kernel takes
   * part in. Channels-last, those are wrong in two ways: the gradient of a strided one's weights,
   * with fewer input channels than a vector holds, which also writes beyond its memory
   * (uxlfoundation/oneDNN#6035, in every release so far); and the last output channels, where a
   * virtual machine hides the sizes of the processor's caches (oneDNN 3.7.1).
   */
  private PtNDArray pointwise(PtNDArray in, PtNDArray weight, PtNDArray bias) {
    PtNDArray pixels = keep(JniUtils.permute(in, CHANNELS_LAST));
    PtNDArray matrix = keep(JniUtils.flatten(weight, 1, 3));
    PtNDArray out = keep(JniUtils.linear(pixels, matrix, bias));
    return JniUtils.permute(out, CHANNELS_FIRST);
  }

  /**
   * The pixels at every {@code step}-th row and column, as averages over one pixel each: unlike a
   * slice this keeps the layout where a side is odd, and unlike DJL's copy it lets gradients
   * through.
   */
  private PtNDArray everyNthPixel(PtNDArray in, int step) {
    return keep(JniUtils.avgPool(in, square(1), square(step), square(0), false, false));
  }

  private PtNDArray batchNorm(String path, Op.BatchNorm norm, PtNDArray in) {
    PtNDArray scale;
    PtNDArray shift;
    if (norm.affine()) {
      scale = tensor(path, norm, "weight");
      shift = tensor(path, norm, "bias");
    } else {
      Shape channels = new Shape(norm.channels());
      scale = keep((PtNDArray) in.getManager().ones(channels));
      shift = keep((PtNDArray) in.getManager().zeros(channels));
    }
    // PyTorch writes into the statistics even at momentum 0: then they get a throw-away copy.
    boolean untouched = mode.batchStatistics() && mode.momentum() == 0;
    Shape channels = new Shape(norm.channels());
    NDManager manager = in.getManager();
    PtNDArray mean =
        untouched ? keep((PtNDArray) manager.zeros(channels)) : tensor(path, norm, "running_mean");
    PtNDArray variance =
        untouched ? keep((PtNDArray) manager.ones(channels)) : tensor(path, norm, "running_var");
    return JniUtils.batchNorm(
        in,
        mean,
        variance,
        scale,
        shift,
        mode.batchStatistics(),
        mode.momentum(),
        Op.BatchNorm.EPSILON);
  }

  private PtNDArray pool(Op.Pool pool, PtNDArray in) {
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
      PtNDArray ones = keep(ones(in));
      JniUtils.divi(mean, keep(JniUtils.avgPool(ones, kernel, stride, padding, false, false)));
      return;
    }
    for (int dimension = 2; dimension <= 3; dimension++) {
      long size = in.getShape().get(dimension);
      for (long line = 0; line < mean.getShape().get(dimension); line++) {
        long from = line * pool.stride() - pool.padding();
        long inside = Math.min(from + pool.kernel(), size) - Math.max(from, 0);
        if (inside < pool.kernel()) {
          PtNDArray border = keep(JniUtils.slice(mean, dimension, line, line + 1, 1));
          float factor = (float) pool.kernel() / inside;
          JniUtils.muli(border, keep((PtNDArray) mean.getManager().create(factor)));
        }
      }
    }
  }

  /** One image of ones, as large as those of {@code in} and in the same layout. */
  private static PtNDArray ones(PtNDArray in) {
    Shape shape = in.getShape();
    Shape stored = new Shape(1, shape.get(2), shape.get(3), shape.get(1));
    try (NDArray ones = in.getManager().ones(stored)) {
      return (PtNDArray) ones.transpose(0, 3, 1, 2);
    }
  }

  /** DJL leaves the two bounds in the input's manager, so the input visits another one. */
  private static PtNDArray relu6(PtNDArray in) {
    NDManager manager = in.getManager();
    try (NDManager visited = manager.newSubManager()) {
      in.attach(visited);
      try {
        PtNDArray out = JniUtils.clip(in, 0f, 6f);
        out.attach(manager);
        return out;
      } finally {
        in.attach(manager);
      }
    }
  }

  private static PtNDArray globalAverage(PtNDArray in) {
    try (PtNDArray pixel = JniUtils.adaptiveAvgPool(in, ONE_PIXEL)) {
      return JniUtils.flatten(pixel, 1, 3);
    }
  }

  private static PtNDArray sum(PtNDArray[] inputs) {
    if (inputs.length == 1) {
      return JniUtils.slice(inputs[0], 0, 0, Long.MAX_VALUE, 1);
    }
    PtNDArray sum = JniUtils.add(inputs[0], inputs[1]);
    for (int i = 2; i < inputs.length; i++) {
      JniUtils.addi(sum, inputs[i]);
    }
    return sum;
  }

  private PtNDArray mean(PtNDArray sum, int count) {
    JniUtils.muli(sum, keep(number(sum.getManager(), 1f / count)));
    return sum;
  }

  /**
   * DJL's arrays of Java's numbers borrow their memory, which must outlast the operation where a
   * gradient is recorded: this one is a copy.
   */
  private static PtNDArray number(NDManager manager, float value) {
    try (NDArray borrowed = manager.create(value)) {
      return (PtNDArray) borrowed.duplicate();
    }
  }

  private static PtNDArray highway(PtNDArray gate, PtNDArray fresh, PtNDArray old) {
    try (PtNDArray difference = JniUtils.sub(fresh, old);
        PtNDArray step = JniUtils.mul(difference, gate)) {
      return JniUtils.add(step, old);
    }
  }

  private PtNDArray clipRms(PtNDArray in) {
    float largest = (float) Math.sqrt((double) in.getShape().get(1));
    PtNDArray norm = keep(JniUtils.norm(in, 2, new int[] {1}, true));
    PtNDArray divisor = keep(JniUtils.clip(norm, largest, Float.MAX_VALUE));
    JniUtils.muli(divisor, keep(number(in.getManager(), 1 / largest)));
    return JniUtils.div(in, divisor);
  }

  private static PtNDArray shift(PtNDArray in) {
    try (PtNDArray lower = JniUtils.slice(in, 2, 1, Long.MAX_VALUE, 1);
        PtNDArray inner = JniUtils.slice(lower, 3, 1, Long.MAX_VALUE, 1)) {
      return JniUtils.pad(inner, new long[] {0, 1, 0, 1}, 0);
    }
  }

  private static PtNDArray zeros(Op.Zero zero, PtNDArray in) {
    Shape shape = in.getShape();
    Shape smaller =
        new Shape(
            shape.get(0),
            (shape.get(2) - 1) / zero.stride() + 1,
            (shape.get(3) - 1) / zero.stride() + 1,
            shape.get(1));
    try (NDArray stored = in.getManager().zeros(smaller, in.getDataType())) {
      return (PtNDArray) stored.transpose(0, 3, 1, 2);
    }
  }

  private PtNDArray tensor(String path, Op op, String name) {
    NDArray stored = weights.get(path, name);
    for (Tensor wanted : op.tensors()) {
      if (wanted.name().equals(name)) {
        NDArray fitting = Weights.leading(stored, wanted.shape());
        return fitting == stored ? (PtNDArray) stored : keep((PtNDArray) fitting);
      }
    }
    throw new IllegalStateException(op + " has no tensor " + name);
  }

  private PtNDArray keep(PtNDArray array) {
    scratch.add(array);
    return array;
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }
}
