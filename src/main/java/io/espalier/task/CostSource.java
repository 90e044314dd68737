package io.espalier.task;

import io.espalier.cost.CostKind;
import io.espalier.space.Architecture;
import java.util.function.ToDoubleFunction;

/** Where the costs of a problem's architectures come from. */
@FunctionalInterface
interface CostSource {

  /**
   * A cost.
   *
   * @param name its name
   * @param wanted the setting that names it, for messages
   * @throws io.espalier.error.InputError if it is unknown
   */
  Named named(String name, String wanted);

  /**
   * A cost of architectures.
   *
   * @param kind its names
   * @param of its figure, a pure function; NaN if it is not known
   */
  record Named(CostKind kind, ToDoubleFunction<Architecture> of) {}
}
