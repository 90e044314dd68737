package io.espalier.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds plans from the groups of operations that the published networks are made of. Every method
 * adds its operations under {@code path} and returns the index of the last.
 */
public final class LayerBuilder {

  private final PlanBuilder plan;
  private final boolean affine;
  private final List<Integer> channels = new ArrayList<>();

  /**
   * Starts with the images as node 0.
   *
   * @param affine whether batch norms learn a scale and a shift
   */
  public LayerBuilder(Scale scale, boolean affine) {
    this.plan = new PlanBuilder(scale.input());
    this.affine = affine;
    channels.add(scale.input().channels());
  }

  /** The number of channels that a node gives. */
  public int channels(int node) {
    return channels.get(node);
  }

  /** The plan; the node added last is its output. */
  public Plan build() {
    return plan.build();
  }

  /** A convolution. */
  public int conv(String path, int input, Op.Conv conv) {
    return add(path, conv, conv.out(), input);
  }

  /** A convolution without bias and with the padding that keeps the size at stride 1. */
  public int conv(String path, int input, int out, int kernel, int stride) {
    return conv(path, input, Op.Conv.same(channels(input), out, kernel, stride));
  }

  /** A depthwise convolution without bias that keeps the size at stride 1. */
  public int depthwise(String path, int input, int kernel, int stride) {
    return conv(path, input, Op.Conv.depthwise(channels(input), kernel, stride));
  }

  /** Batch norm. */
  public int norm(String path, int input) {
    return add(path, new Op.BatchNorm(channels(input), affine), channels(input), input);
  }

  /** A ReLU. */
  public int relu(String path, int input) {
    return add(path, Op.Activation.RELU, channels(input), input);
  }

  /** Pooling. */
  public int pool(String path, int input, Op.Pool pool) {
    return add(path, pool, channels(input), input);
  }

  /** Zeros of the input's shape. */
  public int zero(String path, int input) {
    return add(path, new Op.Zero(1), channels(input), input);
  }

  /** The picture moved by one pixel. */
  public int shift(String path, int input) {
    return add(path, new Op.Shift(), channels(input), input);
  }

  /** A convolution and batch norm. */
  public int convNorm(String path, int input, int out, int kernel, int stride) {
    return norm(path + ".norm", conv(path + ".conv", input, out, kernel, stride));
  }

  /** A ReLU, a convolution and batch norm. */
  public int reluConvNorm(String path, int input, int out, int kernel, int stride) {
    return convNorm(path, relu(path + ".relu", input), out, kernel, stride);
  }

  /** A convolution, batch norm and a ReLU. */
  public int convNormRelu(String path, int input, int out, int kernel, int stride) {
    return relu(path + ".relu", convNorm(path, input, out, kernel, stride));
  }

  /** The leading channels of a node; the node itself if it has no more. */
  public int leadingChannels(String path, int input, int count) {
    return channels(input) == count ? input : add(path, new Op.Channels(0, count), count, input);
  }

  /** The sum of the inputs; the input itself if there is one only. */
  public int sum(String path, List<Integer> inputs) {
    if (inputs.size() == 1) {
      return inputs.get(0);
    }
    channels.add(channels(inputs.get(0)));
    return plan.add(path, new Op.Add(), inputs);
  }

  /** The inputs' channels one after another; the input itself if there is one only. */
  public int concat(String path, List<Integer> inputs) {
    if (inputs.size() == 1) {
      return inputs.get(0);
    }
    channels.add(inputs.stream().mapToInt(this::channels).sum());
    return plan.add(path, new Op.Concat(), inputs);
  }

  /** Global average pooling and the fully connected layer that names the classes. */
  public int head(int input, int classes) {
    return head("head", input, classes);
  }

  /** As above, under another path. */
  public int head(String path, int input, int classes) {
    int pooled = add(path + ".pool", new Op.GlobalAveragePool(), channels(input), input);
    return add(path + ".linear", new Op.Linear(channels(pooled), classes), classes, pooled);
  }

  /**
   * Adds any operation with one input.
   *
   * @param out the number of channels that it gives
   */
  public int add(String path, Op op, int out, int input) {
    channels.add(out);
    return plan.add(path, op, input);
  }
}
