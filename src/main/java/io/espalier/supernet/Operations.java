package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Tensor;

/**
 * The PyTorch calls of each operation. Calls go straight to DJL's native functions, since its
 * blocks and functional interface swap axes around batch norm and offer no way to leave the layout
 * alone.
 */
final class Operations implements AutoCloseable {

  private final Weights weights;
  private final Mode mode;
  private final Scratch scratch = new Scratch();
  private final Pooling pooling = new Pooling(scratch);
  private final Resizing resizing = new Resizing(scratch);
  private final Activations activations = new Activations(scratch);

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
      out = activations.apply(activation.function(), in);
    } else if (op instanceof Op.Pool pool) {
      out = pooling.pool(pool, in);
    } else if (op instanceof Op.GlobalAveragePool) {
      out = Pooling.globalAverage(in);
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
      PtNDArray bias = linear.bias() ? tensor(node.path(), linear, "bias") : null;
      out = JniUtils.linear(in, tensor(node.path(), linear, "weight"), bias);
    } else if (op instanceof Op.SqueezeExcitation excitation) {
      out = excite(node.path(), excitation, in);
    } else if (op instanceof Op.Dropout dropout) {
      out =
          mode.dropout().isPresent()
              ? JniUtils.mul(in, scratch.keep(Dropout.factors(node.path(), dropout, mode, in)))
              : view(in);
    } else if (op instanceof Op.Resize resize) {
      out = resizing.resize(resize, in);
    } else {
      throw new IllegalArgumentException("the runner does not know " + op);
    }
    close();
    return out;
  }

  /** Frees the views of weights that the operation before needed. */
  @Override
  public void close() {
    scratch.close();
  }

  private PtNDArray convolution(String path, Op.Conv conv, PtNDArray in) {
    PtNDArray weight = tensor(path, conv, "weight");
    PtNDArray bias = conv.bias() ? tensor(path, conv, "bias") : null;
    if (conv.kernel() == 1 && conv.padding() == 0 && conv.groups() == 1) {
      return pointwise(
          conv.stride() > 1 ? pooling.everyNthPixel(in, conv.stride()) : in, weight, bias);
    }
    return JniUtils.convolution(
        in,
        weight,
        bias,
        Pooling.square(conv.stride()),
        Pooling.square(conv.padding()),
        Pooling.square(conv.dilation()),
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
    PtNDArray pixels = scratch.keep(JniUtils.permute(in, Pooling.CHANNELS_LAST));
    PtNDArray matrix = scratch.keep(JniUtils.flatten(weight, 1, 3));
    PtNDArray out = scratch.keep(JniUtils.linear(pixels, matrix, bias));
    return JniUtils.permute(out, Pooling.CHANNELS_FIRST);
  }

  private PtNDArray batchNorm(String path, Op.BatchNorm norm, PtNDArray in) {
    PtNDArray scale;
    PtNDArray shift;
    if (norm.affine()) {
      scale = tensor(path, norm, "weight");
      shift = tensor(path, norm, "bias");
    } else {
      Shape channels = new Shape(norm.channels());
      scale = scratch.keep((PtNDArray) in.getManager().ones(channels, in.getDataType()));
      shift = scratch.keep((PtNDArray) in.getManager().zeros(channels, in.getDataType()));
    }
    // PyTorch writes into the statistics even at momentum 0: then they get a throw-away copy.
    boolean untouched = mode.batchStatistics() && mode.momentum() == 0;
    Shape channels = new Shape(norm.channels());
    NDManager manager = in.getManager();
    PtNDArray mean =
        untouched
            ? scratch.keep((PtNDArray) manager.zeros(channels))
            : tensor(path, norm, "running_mean");
    PtNDArray variance =
        untouched
            ? scratch.keep((PtNDArray) manager.ones(channels))
            : tensor(path, norm, "running_var");
    return JniUtils.batchNorm(
        in, mean, variance, scale, shift, mode.batchStatistics(), mode.momentum(), norm.epsilon());
  }

  private PtNDArray excite(String path, Op.SqueezeExcitation op, PtNDArray in) {
    PtNDArray means = scratch.keep(Pooling.globalAverage(in));
    PtNDArray reduced = scratch.keep(connected(path, op, "reduce", means));
    PtNDArray inner = scratch.keep(activations.apply(op.inner(), reduced));
    PtNDArray expanded = scratch.keep(connected(path, op, "expand", inner));
    PtNDArray gate = scratch.keep(activations.apply(op.gate(), expanded));
    PtNDArray pixel = scratch.keep(JniUtils.reshape(gate, new long[] {-1, 1, 1, op.channels()}));
    return JniUtils.mul(in, scratch.keep(JniUtils.permute(pixel, Pooling.CHANNELS_FIRST)));
  }

  private PtNDArray connected(String path, Op op, String layer, PtNDArray in) {
    PtNDArray matrix = scratch.keep(JniUtils.flatten(tensor(path, op, layer + ".weight"), 1, 3));
    return JniUtils.linear(in, matrix, tensor(path, op, layer + ".bias"));
  }

  private static PtNDArray sum(PtNDArray[] inputs) {
    if (inputs.length == 1) {
      return view(inputs[0]);
    }
    PtNDArray sum = JniUtils.add(inputs[0], inputs[1]);
    for (int i = 2; i < inputs.length; i++) {
      JniUtils.addi(sum, inputs[i]);
    }
    return sum;
  }

  private static PtNDArray view(PtNDArray in) {
    return JniUtils.slice(in, 0, 0, Long.MAX_VALUE, 1);
  }

  private PtNDArray mean(PtNDArray sum, int count) {
    JniUtils.muli(sum, scratch.keep(Activations.number(sum.getManager(), 1f / count)));
    return sum;
  }

  private static PtNDArray highway(PtNDArray gate, PtNDArray fresh, PtNDArray old) {
    try (PtNDArray difference = JniUtils.sub(fresh, old);
        PtNDArray step = JniUtils.mul(difference, gate)) {
      return JniUtils.add(step, old);
    }
  }

  private PtNDArray clipRms(PtNDArray in) {
    float largest = (float) Math.sqrt((double) in.getShape().get(1));
    PtNDArray norm = scratch.keep(JniUtils.norm(in, 2, new int[] {1}, true));
    PtNDArray divisor = scratch.keep(JniUtils.clip(norm, largest, Float.MAX_VALUE));
    JniUtils.muli(divisor, scratch.keep(Activations.number(in.getManager(), 1 / largest)));
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
        NDArray fitting = Tensors.part(stored, wanted.shape());
        return fitting == stored ? (PtNDArray) stored : scratch.keep((PtNDArray) fitting);
      }
    }
    throw new IllegalStateException(op + " has no tensor " + name);
  }
}
