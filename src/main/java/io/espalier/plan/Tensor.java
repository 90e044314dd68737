package io.espalier.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One tensor of an operation: a weight that is learned, or a statistic that is measured.
 *
 * @param name its name within the operation, as PyTorch calls it: {@code weight}, {@code bias},
 *     {@code running_mean}, {@code running_var}
 * @param shape its dimensions, outermost first
 * @param learned whether the optimizer moves it; statistics of batch norm are not learned
 */
public record Tensor(String name, List<Integer> shape, boolean learned) {

  /** The first of the dimensions of a kernel in pixels. */
  private static final int KERNEL = 2;

  public Tensor {
    shape = List.copyOf(shape);
  }

  /** A learned weight and, if there is one, its bias over the first dimension. */
  static List<Tensor> weights(List<Integer> shape, boolean bias) {
    Tensor weight = new Tensor("weight", shape, true);
    return bias ? List.of(weight, new Tensor("bias", shape.subList(0, 1), true)) : List.of(weight);
  }

  /** The number of values. */
  public long values() {
    long values = 1;
    for (int size : shape) {
      values = Math.multiplyExact(values, size);
    }
    return values;
  }

  /**
   * Where a tensor begins in a stored one that is larger: it is made of the leading channels and of
   * the centre of the kernel, whose sides are the dimensions from the third on.
   *
   * @param dimension one of the dimensions
   * @param stored the size of the stored tensor in it
   * @param wanted the size of the wanted one, at most as large
   * @throws IllegalArgumentException if a kernel has no centre of this size
   */
  public static int start(int dimension, int stored, int wanted) {
    if (dimension < KERNEL) {
      return 0;
    }
    if ((stored - wanted) % 2 != 0) {
      throw new IllegalArgumentException(
          "a kernel of %d pixels has no centre of %d".formatted(stored, wanted));
    }
    return (stored - wanted) / 2;
  }

  /** The smallest tensor that holds this one and {@code other}, see {@link #start}. */
  public Tensor covering(Tensor other) {
    if (shape.equals(other.shape)) {
      return this;
    }
    List<Integer> larger =
        IntStream.range(0, shape.size())
            .mapToObj(d -> Math.max(shape.get(d), other.shape.get(d)))
            .toList();
    return new Tensor(name, larger, learned);
  }
}
