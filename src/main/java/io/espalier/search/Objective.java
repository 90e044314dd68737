package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.function.ToDoubleFunction;

/**
 * A cost that a search keeps low while it keeps the score high.
 *
 * <p>Costs are known before an architecture is estimated, so searchers may look at those of any
 * architecture; only the score has to be learned.
 *
 * @param name its name, as users know it: {@code macs}
 * @param column the heading of its figures in tables, with the unit: {@code macs_millions}
 * @param cost the value of a valid architecture, lower is better; a pure function, safe for several
 *     threads
 */
public record Objective(String name, String column, ToDoubleFunction<Architecture> cost) {}
