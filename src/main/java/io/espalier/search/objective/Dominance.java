package io.espalier.search.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Pareto dominance of points whose coordinates are all minimised. A point dominates another if it
 * is nowhere worse and somewhere better.
 */
public final class Dominance {

  private Dominance() {}

  /** Whether {@code a} dominates {@code b}. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) {
        return false;
      }
      better |= a[i] < b[i];
    }
    return better;
  }

  /** For each point, the number of points that dominate it: 0 on the front. */
  public static int[] counts(List<double[]> points) {
    int[] counts = new int[points.size()];
    for (int i = 0; i < counts.length; i++) {
      for (double[] other : points) {
        counts[i] += dominates(other, points.get(i)) ? 1 : 0;
      }
    }
    return counts;
  }

  /** The points that none dominates, by their indices; of equal points, the first. */
  public static List<Integer> front(List<double[]> points) {
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      boolean kept = true;
      for (int member : front) {
        double[] other = points.get(member);
        if (dominates(other, point) || Arrays.equals(other, point)) {
          kept = false;
          break;
        }
      }
      if (kept) {
        front.removeIf(member -> dominates(point, points.get(member)));
        front.add(i);
      }
    }
    return List.copyOf(front);
  }

  /**
   * The rank of each point: 0 on the front, 1 on what is the front without those, and so on (Deb et
   * al., 2002, section III.A).
   */
  public static int[] ranks(List<double[]> points) {
    int[] dominators = counts(points);
    int[] ranks = new int[points.size()];
    Arrays.fill(ranks, -1);
    int left = points.size();
    for (int rank = 0; left > 0; rank++) {
      List<Integer> front = new ArrayList<>();
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] < 0 && dominators[i] == 0) {
          front.add(i);
        }
      }
      for (int member : front) {
        ranks[member] = rank;
      }
      for (int member : front) {
        for (int i = 0; i < ranks.length; i++) {
          dominators[i] -= ranks[i] < 0 && dominates(points.get(member), points.get(i)) ? 1 : 0;
        }
      }
      left -= front.size();
    }
    return ranks;
  }

  /**
   * The crowding distance of each of these points, one front: the larger, the emptier its
   * neighbourhood; infinite at the ends of an objective (Deb et al., 2002, section III.B).
   */
  public static double[] crowding(List<double[]> front) {
    double[] distances = new double[front.size()];
    int objectives = front.isEmpty() ? 0 : front.get(0).length;
    for (int o = 0; o < objectives; o++) {
      int objective = o;
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < distances.length; i++) {
        order.add(i);
      }
      order.sort(Comparator.comparingDouble(i -> front.get(i)[objective]));
      int first = order.get(0);
      int last = order.get(order.size() - 1);
      double range = front.get(last)[o] - front.get(first)[o];
      distances[first] = Double.POSITIVE_INFINITY;
      distances[last] = Double.POSITIVE_INFINITY;
      for (int p = 1; p + 1 < order.size() && range > 0; p++) {
        double gap = front.get(order.get(p + 1))[o] - front.get(order.get(p - 1))[o];
        distances[order.get(p)] += gap / range;
      }
    }
    return distances;
  }
}
