package io.espalier.cost;

import io.espalier.catalogue.Named;
import io.espalier.plan.Plan;
import java.util.function.ToDoubleFunction;

/**
 * A figure of what a network costs, as it can be named: lower is better.
 *
 * @param name its name, in limits and flags: {@code macs}
 * @param summary one line for people who choose
 * @param unit the unit, for messages: {@code million MACs}
 * @param column the heading in tables, with the unit: {@code macs_millions}
 * @param decimals how many are shown to people
 * @param of the figure of a plan, of which everything counts; a pure function
 */
public record CostKind(
    String name,
    String summary,
    String unit,
    String column,
    int decimals,
    ToDoubleFunction<Plan> of)
    implements Named {}
