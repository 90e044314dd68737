package io.espalier.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * One operation of a plan. The set is closed: every reader (runner, counter, exporter) handles all
 * operations, and the compiler enforces it.
 *
 * <p>Operations with {@link #tensors tensors} take them from the weights under their node's path.
 * Where a space is elastic the stored tensor may be larger; the operation then uses its leading
 * channels and the centre of its kernel ({@link Tensor#start}).
 */
public sealed interface Op {

  /** The tensors of this operation; empty for most. */
  default List<Tensor> tensors() {
    return List.of();
  }

  /** The first node of a plan: images or, in a network of texts, a token's index, 1x1x1. */
  record Input(Shape shape) implements Op {}

  /**
   * A two-dimensional convolution with square kernel.
   *
   * @param in input channels
   * @param out output channels
   * @param kernel side of the kernel in pixels
   * @param stride step in both directions
   * @param padding zeros added on each of the four sides
   * @param dilation distance between the kernel's taps
   * @param groups independent groups of the channels; {@code in} for a depthwise convolution
   * @param bias whether a bias is added
   */
  record Conv(
      int in, int out, int kernel, int stride, int padding, int dilation, int groups, boolean bias)
      implements Op {

    public Conv {
      boolean sizes = in > 0 && out > 0 && kernel > 0 && stride > 0;
      boolean rest = padding >= 0 && dilation > 0 && groups > 0;
      if (!sizes || !rest || in % groups != 0 || out % groups != 0) {
        throw new IllegalArgumentException(
            ("no such convolution: %d to %d channels, kernel %d, stride %d, padding %d,"
                    + " dilation %d, groups %d")
                .formatted(in, out, kernel, stride, padding, dilation, groups));
      }
    }

    /** A convolution without bias that keeps the picture's size at stride 1 (odd kernels). */
    public static Conv same(int in, int out, int kernel, int stride) {
      return new Conv(in, out, kernel, stride, kernel / 2, 1, 1, false);
    }

    /** A depthwise convolution without bias that keeps the picture's size at stride 1. */
    public static Conv depthwise(int channels, int kernel, int stride) {
      return new Conv(channels, channels, kernel, stride, kernel / 2, 1, channels, false);
    }

    @Override
    public List<Tensor> tensors() {
      return Tensor.weights(List.of(out, in / groups, kernel, kernel), bias);
    }
  }

  /**
   * Batch normalisation over each channel.
   *
   * @param channels the number of channels
   * @param affine whether a learned scale and shift follow the normalisation
   * @param epsilon added to the variance before its root is taken
   */
  record BatchNorm(int channels, boolean affine, float epsilon) implements Op {

    /** The usual epsilon, as in PyTorch. */
    public static final float EPSILON = 1e-5f;

    /** With the usual epsilon. */
    public BatchNorm(int channels, boolean affine) {
      this(channels, affine, EPSILON);
    }

    @Override
    public List<Tensor> tensors() {
      List<Integer> shape = List.of(channels);
      List<Tensor> tensors = new ArrayList<>(affine ? Tensor.weights(shape, true) : List.of());
      tensors.add(new Tensor("running_mean", shape, false));
      tensors.add(new Tensor("running_var", shape, false));
      return tensors;
    }
  }

  /** A function of each value. */
  record Activation(Function function) implements Op {

    /** The supported functions. */
    public enum Function {
      /** max(0, x). */
      RELU,
      /** min(6, max(0, x)), as in MobileNetV2. */
      RELU6,
      /** The hyperbolic tangent. */
      TANH,
      /** 1 / (1 + exp(-x)). */
      SIGMOID,
      /** x * relu6(x + 3) / 6, as in MobileNetV3. */
      HARD_SWISH,
      /** x * sigmoid(x), as in EfficientNet. */
      SWISH,
      /** relu6(x + 3) / 6. */
      HARD_SIGMOID
    }

    /** The usual one. */
    public static final Activation RELU = new Activation(Function.RELU);

    /** The one of mobile networks. */
    public static final Activation RELU6 = new Activation(Function.RELU6);
  }

  /**
   * Pooling over square windows; averages leave padded zeros out of their count.
   *
   * @param kind maximum or average
   * @param kernel side of the window in pixels
   * @param stride step in both directions
   * @param padding rows and columns added on each side
   */
  record Pool(Kind kind, int kernel, int stride, int padding) implements Op {

    /** How the values of a window are reduced. */
    public enum Kind {
      /** The largest value. */
      MAX,
      /** The mean of the values that are not padding. */
      AVERAGE
    }
  }

  /** The mean of each channel over the whole picture: channels x h x w becomes channels. */
  record GlobalAveragePool() implements Op {}

  /** The sum of all inputs, which have the same shape. */
  record Add() implements Op {}

  /** The mean of all inputs, which have the same shape. */
  record Mean() implements Op {}

  /**
   * An interpolation between two values of the same shape: for the inputs gate, new and old, {@code
   * gate * new + (1 - gate) * old}, as in highway networks (Srivastava et al., NIPS 2015).
   */
  record Highway() implements Op {}

  /**
   * Features scaled down so that the root of their mean square is at most 1: a recurrent network's
   * memory cannot grow without bound (carpedm20/ENAS-pytorch limits the norm for this).
   */
  record RmsClip() implements Op {}

  /** The inputs' channels one after another. */
  record Concat() implements Op {}

  /** The channels {@code from} (inclusive) to {@code to} (exclusive). */
  record Channels(int from, int to) implements Op {

    public Channels {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("no channels from %d to %d".formatted(from, to));
      }
    }
  }

  /**
   * The picture moved up and left by one pixel; zeros come in at the bottom and right. Followed by
   * a stride of 2, this reads the odd pixels (the second half of a factorised reduction).
   */
  record Shift() implements Op {}

  /** Zeros at every {@code stride}-th pixel: the value of a node without live inputs. */
  record Zero(int stride) implements Op {}

  /**
   * A learned vector for each token of a vocabulary, looked up by the token's index.
   *
   * @param tokens the size of the vocabulary
   * @param width features of each vector
   */
  record Embedding(int tokens, int width) implements Op {

    @Override
    public List<Tensor> tensors() {
      return List.of(new Tensor("weight", List.of(tokens, width), true));
    }
  }

  /**
   * The output of a node for the previous token; zeros for the first token. It makes a plan
   * recurrent: the plan describes one step, and this is its memory. It has no inputs.
   *
   * @param of the path of that node, which usually comes later in the plan
   * @param width the number of features that it gives
   */
  record Previous(String of, int width) implements Op {}

  /** A fully connected layer on a vector of features. */
  record Linear(int in, int out, boolean bias) implements Op {

    /** With bias. */
    public Linear(int in, int out) {
      this(in, out, true);
    }

    @Override
    public List<Tensor> tensors() {
      return Tensor.weights(List.of(out, in), bias);
    }
  }

  /**
   * Scales each channel of a picture by what the means of all channels say (Hu et al., CVPR 2018):
   * {@code x * gate(expand(inner(reduce(mean of x))))}, where reduce and expand are 1x1
   * convolutions with bias.
   *
   * @param channels channels of the picture
   * @param squeezed channels between reduce and expand
   */
  record SqueezeExcitation(
      int channels, int squeezed, Activation.Function inner, Activation.Function gate)
      implements Op {

    @Override
    public List<Tensor> tensors() {
      return List.of(
          new Tensor("reduce.weight", List.of(squeezed, channels, 1, 1), true),
          new Tensor("reduce.bias", List.of(squeezed), true),
          new Tensor("expand.weight", List.of(channels, squeezed, 1, 1), true),
          new Tensor("expand.bias", List.of(channels), true));
    }
  }

  /** In training, each value is 0 with this probability, else scaled up to keep the mean. */
  record Dropout(float rate) implements Op {}

  /** The picture in another size: bilinear, between the centres of pixels, no antialiasing. */
  record Resize(int height, int width) implements Op {}
}
