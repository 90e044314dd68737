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

  public Tensor {
    shape = List.copyOf(shape);
  }

  /** The number of values. */
  public long values() {
    long values = 1;
    for (int size : shape) {
      values = Math.multiplyExact(values, size);
    }
    return values;
  }

  /** The smallest tensor that holds this one and {@code other} as leading slices. */
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
