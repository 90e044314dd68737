package io.espalier.space;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Local descent over the choices: each in turn takes its best option, until a round over all
 * choices brings no improvement. Finds a local minimum, which need not be the global one.
 */
public final class CoordinateDescent {

  private final SearchSpace space;
  private final ToDoubleFunction<Architecture> objective;
  private final BinaryOperator<Architecture> settled;

  /** A descent of {@code objective} over the architectures of {@code space}. */
  public CoordinateDescent(SearchSpace space, ToDoubleFunction<Architecture> objective) {
    this(space, objective, (changed, before) -> changed);
  }

  /**
   * As above, where a changed architecture is settled before it is judged.
   *
   * @param settled a valid architecture in the place of a changed one, its first argument; the
   *     second is that with which the round came to the changed choice
   */
  public CoordinateDescent(
      SearchSpace space,
      ToDoubleFunction<Architecture> objective,
      BinaryOperator<Architecture> settled) {
    this.space = space;
    this.objective = objective;
    this.settled = settled;
  }

  /**
   * A local minimum reached from {@code start}; stops early once the value is at most {@code
   * enough}.
   */
  public Architecture minimise(Architecture start, double enough) {
    Architecture best = start;
    double lowest = objective.applyAsDouble(start);
    boolean improved = true;
    while (improved && lowest > enough) {
      improved = false;
      for (int choice = 0; choice < space.choices().size() && lowest > enough; choice++) {
        Architecture before = best;
        for (List<Integer> pick : space.alternatives(choice, before.picks().get(choice))) {
          Architecture changed = best.with(choice, pick);
          if (!space.isValid(changed)) {
            continue;
          }
          changed = settled.apply(changed, before);
          double value = objective.applyAsDouble(changed);
          if (value < lowest) {
            lowest = value;
            best = changed;
            improved = true;
          }
        }
      }
    }
    return best;
  }
}
