package io.espalier.cost;

import io.espalier.catalogue.Named;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.space.Architecture;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A figure of what a network costs, as it can be named: lower is better.
 *
 * @param name its name, in limits and flags: {@code macs}
 * @param summary one line for people who choose
 * @param unit the unit, for messages: {@code million MACs}
 * @param column the heading in tables, with the unit: {@code macs_millions}
 * @param decimals how many are shown to people
 * @param of the figure of a plan, of which everything counts; a pure function; NaN if plans do not
 *     tell it
 * @param measured the figure of an architecture as measurements tell it, whatever the size of the
 *     networks searched; a pure function; empty for those that plans tell
 */
public record CostKind(
    String name,
    String summary,
    String unit,
    String column,
    int decimals,
    ToDoubleFunction<Plan> of,
    Optional<ToDoubleFunction<Architecture>> measured)
    implements Named {

  /** What a plan does not tell. */
  private enum Unknown implements ToDoubleFunction<Plan> {
    FIGURE;

    @Override
    public double applyAsDouble(Plan plan) {
      return Double.NaN;
    }
  }

  private static final String MILLIONS = "_millions";

  /** A cost that plans tell. */
  public CostKind(
      String name,
      String summary,
      String unit,
      String column,
      int decimals,
      ToDoubleFunction<Plan> of) {
    this(name, summary, unit, column, decimals, of, Optional.empty());
  }

  /** A cost that measurements alone tell, of which there are none yet. */
  static CostKind unknown(String name, String summary, String unit, String column, int decimals) {
    return new CostKind(name, summary, unit, column, decimals, Unknown.FIGURE);
  }

  /** This cost, told by measurements. */
  public CostKind measuredBy(ToDoubleFunction<Architecture> figure) {
    return new CostKind(name, summary, unit, column, decimals, Unknown.FIGURE, Optional.of(figure));
  }

  /** Whether there is a way to tell it. */
  public boolean isKnown() {
    return isToldByPlans() || measured.isPresent();
  }

  /** Whether a plan is enough to tell it. */
  public boolean isToldByPlans() {
    return of != Unknown.FIGURE;
  }

  /**
   * The figure of the networks of a blueprint, without their dead ends.
   *
   * @throws InputError if nothing tells it
   */
  public ToDoubleFunction<Architecture> of(Blueprint blueprint) {
    if (!isKnown()) {
      throw new InputError(
          "nothing tells the %s of a network: measure some, and name the table of them in search.%1$s_table"
              .formatted(name));
    }
    return measured.orElse(architecture -> of.applyAsDouble(blueprint.plan(architecture).live()));
  }

  /** The name with the unit, which goes without saying where it is millions: {@code latency-ms}. */
  public String nameWithUnit() {
    boolean says = column.startsWith(name + "_") && !column.equals(name + MILLIONS);
    return says ? column.replace('_', '-') : name;
  }
}
