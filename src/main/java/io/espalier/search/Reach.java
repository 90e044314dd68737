package io.espalier.search;

import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;

/**
 * The range of a limit's measure over a space.
 *
 * @param smallest the smallest value
 * @param smallestAt an architecture that has it
 * @param largest the largest value
 * @param largestAt an architecture that has it
 * @param exact whether this is the exact range; otherwise a local descent found these values
 */
public record Reach(
    double smallest,
    Architecture smallestAt,
    double largest,
    Architecture largestAt,
    boolean exact) {

  /** Over a space in which nothing is valid but what it lists. */
  static Reach ofListing(List<Architecture> listing, Limit limit) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    Architecture low = listing.get(0);
    Architecture high = low;
    for (Architecture architecture : listing) {
      double value = limit.measure().applyAsDouble(architecture);
      if (value < smallest) {
        smallest = value;
        low = architecture;
      }
      if (value > largest) {
        largest = value;
        high = architecture;
      }
    }
    return new Reach(smallest, low, largest, high, true);
  }

  /** Over a space in which the limit's measure is a sum over the mask's bits. */
  static Reach ofSum(BitLayout layout, LinearMeasure sum, Limit limit) {
    Architecture low = layout.architecture(sum.extreme(layout, 1));
    Architecture high = layout.architecture(sum.extreme(layout, -1));
    double smallest = limit.measure().applyAsDouble(low);
    return new Reach(smallest, low, limit.measure().applyAsDouble(high), high, true);
  }

  /** The ends of local descents. */
  static Reach descended(SearchSpace space, Limit limit) {
    Architecture low = FeasibleStart.descend(space, limit.measure());
    Architecture high = FeasibleStart.descend(space, a -> -limit.measure().applyAsDouble(a));
    return new Reach(
        limit.measure().applyAsDouble(low), low, limit.measure().applyAsDouble(high), high, false);
  }
}
