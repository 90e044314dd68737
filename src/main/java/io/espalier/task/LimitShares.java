package io.espalier.task;

import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import io.espalier.random.Seed;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
import io.espalier.space.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * How many of {@value #DRAWS} random architectures keep the limits of a problem. For limits that
 * are no sums over the picks, this is the acceptance of the rejection by which searchers keep them.
 * The same whoever asks, since the draws do not depend on the seed of a search.
 *
 * @param rows a row for each limit and, if there are several, one for all together
 */
public record LimitShares(List<Row> rows) {

  /** The table in a search's folder. */
  public static final String FILE = "limits.csv";

  /** The number of random architectures. */
  static final int DRAWS = 1_000;

  /** Searchers begin to walk from member to member about where draws keep limits more seldom. */
  private static final double RARE = 1.0 / 64;

  private static final double PERCENT = 100.0;

  private static final String TOGETHER = "all together";

  public LimitShares {
    rows = List.copyOf(rows);
  }

  /**
   * Limits and how many keep them.
   *
   * @param name the limit's name, or all of them
   * @param range what is kept, in words
   * @param isSum whether it is a sum over the picks, so that it is a half-space of every region
   * @param within how many of the random architectures keep it
   */
  public record Row(String name, String range, boolean isSum, int within) {

    private double percent() {
      return PERCENT * within / DRAWS;
    }
  }

  /**
   * The shares for the limits of a problem.
   *
   * @throws io.espalier.error.InputError if nothing meets the limits
   */
  public static LimitShares of(Problem problem) {
    FeasibleSet feasible = problem.feasible();
    RandomGenerator random = new Seed(0).derive("limit shares").generator();
    List<Architecture> drawn = new ArrayList<>();
    for (int d = 0; d < DRAWS; d++) {
      drawn.add(problem.space().sample(random));
    }
    List<Row> rows = new ArrayList<>();
    boolean areSums = true;
    for (Limit limit : problem.limits()) {
      boolean isSum = !problem.within(List.of(limit)).feasible().isDearToSample();
      areSums &= isSum;
      rows.add(new Row(limit.name(), range(limit), isSum, count(drawn, limit::allows)));
    }
    if (rows.size() > 1) {
      rows.add(new Row(TOGETHER, "", areSums, count(drawn, feasible::contains)));
    }
    return new LimitShares(rows);
  }

  private static int count(List<Architecture> drawn, Predicate<Architecture> test) {
    return (int) drawn.stream().filter(test).count();
  }

  private static String range(Limit limit) {
    String most = limit.maximum() < Double.POSITIVE_INFINITY ? "up to " + limit.maximum() : "";
    String least = limit.minimum() > Double.NEGATIVE_INFINITY ? "from " + limit.minimum() : "";
    return "%s %s %s".formatted(least, most, limit.unit()).strip().replaceAll(" +", " ");
  }

  /**
   * What users should know of limits that are kept by rejection, a line each; none if all are sums
   * over the picks.
   */
  public List<String> words() {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      if (!row.isSum() && !row.name().equals(TOGETHER)) {
        lines.add(
            String.format(
                Locale.ROOT,
                "the limit %s %s is no sum over the picks, so networks are drawn and asked for it:"
                    + " %d of %,d random ones keep it (%.1f %%)",
                row.name(),
                row.range(),
                row.within(),
                DRAWS,
                row.percent()));
      }
    }
    if (lines.isEmpty()) {
      return lines;
    }
    Row last = rows.get(rows.size() - 1);
    if (rows.size() > 1) {
      lines.add("%d of %,d random networks keep all limits".formatted(last.within(), DRAWS));
    }
    if (last.within() < RARE * DRAWS) {
      lines.add(
          "so few that most networks are found by changing others that are within the limits, which"
              + " takes longer and may miss some that no small change leads to; a looser limit helps");
    }
    return lines;
  }

  /** Writes the table into a search's folder. */
  public void write(Path study) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          List.of(
              row.name(),
              row.range(),
              row.isSum() ? "half-spaces" : "rejection",
              Integer.toString(DRAWS),
              Integer.toString(row.within()),
              String.format(Locale.ROOT, "%.1f", row.percent())));
    }
    HashedFile.write(
        study.resolve(FILE),
        Csv.text(List.of("limit", "range", "kept_by", "drawn", "within", "within_percent"), cells));
  }
}
