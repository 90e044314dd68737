package io.espalier.tabular;

import io.espalier.plan.Plan;
import java.util.function.ToLongFunction;

/**
 * A count that a table publishes for each network and that our plan of it must reproduce.
 *
 * @param column the column of the table
 * @param unit the value of one unit of the column: 1, or 1,000,000 for millions
 * @param count the same count from a plan, by the table's convention
 */
public record PublishedCount(String column, long unit, ToLongFunction<Plan> count) {

  private static final long MILLION = 1_000_000;

  /** A count in single units. */
  static PublishedCount units(String column, ToLongFunction<Plan> count) {
    return new PublishedCount(column, 1, count);
  }

  /** A count in millions, with six decimals and thus exact. */
  static PublishedCount millions(String column, ToLongFunction<Plan> count) {
    return new PublishedCount(column, MILLION, count);
  }
}
