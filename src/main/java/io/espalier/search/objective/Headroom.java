package io.espalier.search.objective;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * What a front leaves to gain in hypervolume, where all costs are known and only the score is not.
 *
 * <p>Let f(z) be the best score of the members that cost at most z. An architecture with costs c
 * and score s adds the integral of max(0, s - f(z)) over all z that are nowhere cheaper than c. The
 * function f is constant on the cells of a grid through the members' costs, so with a normally
 * distributed score the expected gain (Emmerich et al., 2011) is a sum, over levels of f, of the
 * volume at that level times the expected improvement over it (Jones et al., 1998). With one or two
 * costs the cells are exact; with more, the integral is a mean over fixed random points z.
 */
public final class Headroom {

  private static final int DRAWS = 512;

  /** The level below all members. */
  private static final int FLOOR = 0;

  /** The levels: the floor, then the members' scores, rising. */
  private final double[] levels;

  private final double[] first;
  private final double[] second;

  /** The level of each cell: rises along both costs. */
  private final int[][] grid;

  /** The random points and their levels, if there are more than two costs. */
  private final double[][] draws;

  private final int[] drawnLevels;

  /** The expected improvement over a level. */
  @FunctionalInterface
  public interface Improvement {
    /** The mean of max(0, score - level). */
    double over(double level);
  }

  /**
   * The headroom of a front.
   *
   * @param costs the costs of each member, scaled so that 0 to 1 is the range that counts
   * @param scores the score of each member
   * @param floor the score that counts where no member is cheap enough; members below it count as
   *     if they had it
   * @param dimensions the number of costs
   * @param random draws the points if there are more than two costs
   */
  public Headroom(
      List<double[]> costs, double[] scores, double floor, int dimensions, RandomGenerator random) {
    int n = scores.length;
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    levels = new double[n + 1];
    levels[FLOOR] = floor;
    for (int i = 0; i < n; i++) {
      levels[i + 1] = Math.max(sorted[i], floor);
    }
    int[] level = new int[n];
    for (int i = 0; i < n; i++) {
      level[i] = 1 + Arrays.binarySearch(sorted, scores[i]);
    }
    if (dimensions > 2) {
      first = second = new double[0];
      grid = new int[0][];
      draws = new double[DRAWS][];
      drawnLevels = new int[DRAWS];
      for (int d = 0; d < DRAWS; d++) {
        draws[d] = random.doubles(dimensions).toArray();
        for (int i = 0; i < n; i++) {
          if (level[i] > drawnLevels[d] && isWithin(costs.get(i), draws[d])) {
            drawnLevels[d] = level[i];
          }
        }
      }
      return;
    }
    draws = new double[0][];
    drawnLevels = new int[0];
    first = costs.stream().mapToDouble(c -> c[0]).sorted().distinct().toArray();
    second = costs.stream().mapToDouble(Headroom::second).sorted().distinct().toArray();
    grid = new int[first.length + 1][second.length + 1];
    for (int i = 0; i < n; i++) {
      int row = 1 + Arrays.binarySearch(first, costs.get(i)[0]);
      int column = 1 + Arrays.binarySearch(second, second(costs.get(i)));
      grid[row][column] = Math.max(grid[row][column], level[i]);
    }
    for (int i = 0; i <= first.length; i++) {
      for (int j = 0; j <= second.length; j++) {
        int below = i > 0 ? grid[i - 1][j] : FLOOR;
        int left = j > 0 ? grid[i][j - 1] : FLOOR;
        grid[i][j] = Math.max(grid[i][j], Math.max(below, left));
      }
    }
  }

  /** With one cost, the second one is always 0. */
  private static double second(double[] costs) {
    return costs.length > 1 ? costs[1] : 0;
  }

  private static boolean isWithin(double[] costs, double[] most) {
    for (int i = 0; i < most.length; i++) {
      if (costs[i] > most[i]) {
        return false;
      }
    }
    return true;
  }

  /** The best score of a member that costs at most {@code costs}; the floor if there is none. */
  public double level(double[] costs) {
    if (draws.length > 0) {
      // Known at the points alone: the lowest that this could improve on.
      int lowest = levels.length - 1;
      for (int d = 0; d < draws.length; d++) {
        if (drawnLevels[d] < lowest && isWithin(costs, draws[d])) {
          lowest = drawnLevels[d];
        }
      }
      return levels[lowest];
    }
    return levels[grid[upTo(first, costs[0])][upTo(second, second(costs))]];
  }

  /** The gain of an architecture with these costs and this score. */
  public double gain(double[] costs, double score) {
    return sum(costs, score, level -> Math.max(0, score - levels[level]));
  }

  /**
   * The expected gain.
   *
   * @param most a score that is hardly exceeded
   * @param improvement of the score
   */
  public double expected(double[] costs, double most, Improvement improvement) {
    double[] known = new double[levels.length];
    Arrays.fill(known, Double.NaN);
    return sum(
        costs,
        most,
        level -> {
          if (Double.isNaN(known[level])) {
            known[level] = improvement.over(levels[level]);
          }
          return known[level];
        });
  }

  /** The sum of volume times value over all levels below {@code most}. */
  private double sum(double[] costs, double most, IntToDoubleFunction value) {
    if (draws.length > 0) {
      double sum = 0;
      for (int d = 0; d < draws.length; d++) {
        if (levels[drawnLevels[d]] < most && isWithin(costs, draws[d])) {
          sum += value.applyAsDouble(drawnLevels[d]);
        }
      }
      return sum / draws.length;
    }
    double x = costs[0];
    double y = second(costs);
    int column = upTo(second, y);
    double sum = 0;
    for (int i = upTo(first, x); i <= first.length; i++) {
      if (levels[grid[i][column]] >= most) {
        break;
      }
      double width = width(first, i, x);
      for (int j = column; j <= second.length && levels[grid[i][j]] < most; j++) {
        sum += width * width(second, j, y) * value.applyAsDouble(grid[i][j]);
      }
    }
    return sum;
  }

  /** The number of bounds that are at most {@code value}: the cell that it lies in. */
  private static int upTo(double[] bounds, double value) {
    int found = Arrays.binarySearch(bounds, value);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The extent of a cell beyond {@code from}, up to 1. */
  private static double width(double[] bounds, int cell, double from) {
    double begin = cell == 0 ? from : Math.max(from, bounds[cell - 1]);
    double end = cell == bounds.length ? 1 : Math.min(1, bounds[cell]);
    return Math.max(0, end - begin);
  }
}
