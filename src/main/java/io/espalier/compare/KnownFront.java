package io.espalier.compare;

import io.espalier.search.objective.Dominance;
import io.espalier.search.objective.Hypervolume;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The front of a whole space, which the hypervolume of a run is measured by.
 *
 * @param reference the point up to which volumes count
 * @param volume the hypervolume of the front
 */
public record KnownFront(List<Double> reference, double volume) {

  /** The reference lies beyond the worst of the front by this share of its range. */
  private static final double BEYOND = 0.1;

  public KnownFront {
    reference = List.copyOf(reference);
  }

  /** The front of these points, at least one, all of whose coordinates are minimised. */
  public static KnownFront of(List<double[]> points) {
    List<double[]> front = Dominance.front(points).stream().map(points::get).toList();
    double[] reference = front.get(0).clone();
    for (int o = 0; o < reference.length; o++) {
      int coordinate = o;
      double low = front.stream().mapToDouble(p -> p[coordinate]).min().orElseThrow();
      double high = front.stream().mapToDouble(p -> p[coordinate]).max().orElseThrow();
      // A coordinate that all members share still needs an extent.
      double range = high > low ? high - low : Math.max(Math.abs(high), 1);
      reference[o] = high + BEYOND * range;
    }
    return new KnownFront(
        Arrays.stream(reference).boxed().toList(), Hypervolume.of(front, reference));
  }

  /** The hypervolume of points as a share of the front's. */
  double share(Collection<double[]> points) {
    double[] limit = reference.stream().mapToDouble(Double::doubleValue).toArray();
    return Hypervolume.of(points, limit) / volume;
  }
}
