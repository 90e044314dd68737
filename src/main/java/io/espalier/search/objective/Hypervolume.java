package io.espalier.search.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hypervolume of points whose coordinates are all minimised: the volume of what they dominate,
 * up to a reference point (Zitzler and Thiele, 1998). Exact for any number of objectives.
 *
 * <p>Two objectives are swept in n log n steps, and so are three, by adding the points in the order
 * of their last coordinate to the staircase of the first two; more objectives are sliced along the
 * last one.
 */
public final class Hypervolume {

  private Hypervolume() {}

  /** The hypervolume of {@code points}; those not better than the reference everywhere add none. */
  public static double of(Collection<double[]> points, double[] reference) {
    List<double[]> inside = new ArrayList<>();
    for (double[] point : points) {
      if (isInside(point, reference)) {
        inside.add(point);
      }
    }
    return sliced(inside, reference, reference.length);
  }

  /**
   * The part of the hypervolume that each point adds to the other members of the front: 0 for a
   * point that is dominated or doubled.
   */
  public static double[] contributions(List<double[]> points, double[] reference) {
    double[] added = new double[points.size()];
    List<Integer> front = Dominance.front(points);
    List<double[]> members = front.stream().map(points::get).toList();
    double whole = of(members, reference);
    for (int m = 0; m < members.size(); m++) {
      List<double[]> others = new ArrayList<>(members);
      others.remove(m);
      added[front.get(m)] = whole - of(others, reference);
    }
    return added;
  }

  private static boolean isInside(double[] point, double[] reference) {
    for (int i = 0; i < reference.length; i++) {
      if (!(point[i] < reference[i])) {
        return false;
      }
    }
    return true;
  }

  /** The hypervolume in the first {@code objectives} coordinates. */
  private static double sliced(List<double[]> points, double[] reference, int objectives) {
    if (objectives == 1) {
      double least = points.stream().mapToDouble(p -> p[0]).min().orElse(reference[0]);
      return reference[0] - least;
    }
    if (objectives == 2) {
      Staircase stairs = new Staircase(reference[0], reference[1]);
      points.forEach(point -> stairs.add(point[0], point[1]));
      return stairs.area;
    }
    int last = objectives - 1;
    double[][] sorted = points.toArray(double[][]::new);
    Arrays.sort(sorted, Comparator.comparingDouble(point -> point[last]));
    Staircase stairs = new Staircase(reference[0], reference[1]);
    double volume = 0;
    for (int i = 0; i < sorted.length; i++) {
      stairs.add(sorted[i][0], sorted[i][1]);
      double next = i + 1 < sorted.length ? sorted[i + 1][last] : reference[last];
      double height = next - sorted[i][last];
      if (height > 0) {
        double area =
            objectives == 3
                ? stairs.area
                : sliced(List.of(sorted).subList(0, i + 1), reference, last);
        volume += height * area;
      }
    }
    return volume;
  }

  /** The front of points in a plane and the area that it dominates. */
  private static final class Staircase {

    private final double right;
    private final double top;

    /** The second coordinate of each step by its first one: the one falls as the other rises. */
    private final TreeMap<Double, Double> steps = new TreeMap<>();

    private double area;

    Staircase(double right, double top) {
      this.right = right;
      this.top = top;
    }

    void add(double x, double y) {
      Map.Entry<Double, Double> before = steps.floorEntry(x);
      double height = before == null ? top : before.getValue();
      if (y >= height) {
        return;
      }
      double from = x;
      Map.Entry<Double, Double> next = steps.ceilingEntry(x);
      while (next != null && next.getValue() >= y) {
        area += (next.getKey() - from) * (height - y);
        from = next.getKey();
        height = next.getValue();
        steps.remove(next.getKey());
        next = steps.higherEntry(from);
      }
      area += ((next == null ? right : next.getKey()) - from) * (height - y);
      steps.put(x, y);
    }
  }
}
