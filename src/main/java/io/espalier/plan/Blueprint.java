package io.espalier.plan;

import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the architectures of a space are built: the one place that defines what each option computes.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface Blueprint {

  /** The space whose architectures are built. */
  SearchSpace space();

  /** The size of the networks. */
  Scale scale();

  /**
   * The network of {@code architecture}, complete as its source publishes it, even where parts do
   * not reach the output; run {@link Plan#live} of it.
   *
   * @throws IllegalArgumentException if the architecture does not fit the space
   */
  Plan plan(Architecture architecture);

  /** Architectures whose plans together hold every path of the space, each at its largest size. */
  List<Architecture> covering();

  /**
   * The supernet: every operation with tensors, by path, at its largest size. Its order is fixed,
   * so that everything derived from it is the same in every run.
   */
  default Map<String, Op> operations() {
    Map<String, Op> union = new LinkedHashMap<>();
    for (Architecture architecture : covering()) {
      plan(architecture)
          .operations()
          .forEach((path, op) -> union.merge(path, op, Blueprint::larger));
    }
    return union;
  }

  private static Op larger(Op a, Op b) {
    return values(a) >= values(b) ? a : b;
  }

  private static long values(Op op) {
    return op.tensors().stream().mapToLong(Tensor::values).sum();
  }
}
