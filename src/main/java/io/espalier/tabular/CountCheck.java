package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compares the counts of our plans with the published ones, row by row: the proof that a blueprint
 * builds the networks of its benchmark.
 *
 * @param space the space
 * @param rows the number of rows read
 * @param networks the number of rows of the complete table; fewer are read if the table is
 *     incomplete or the check was stopped
 * @param columns the result for each published count
 */
public record CountCheck(String space, long rows, long networks, List<Column> columns) {

  /** The number of rows between two progress updates. */
  private static final int STRIDE = 1_000;

  public CountCheck {
    columns = List.copyOf(columns);
  }

  /**
   * The result for one published count.
   *
   * @param name the column of the table
   * @param agreeing the number of rows in which our count equals the published one
   * @param worstDeviation the largest difference between our count and the published one, in single
   *     MACs or parameters; 0 if all agree
   * @param worstArchitecture the id of the architecture with that difference; empty if all agree
   */
  public record Column(
      String name, long agreeing, long worstDeviation, Optional<String> worstArchitecture) {

    private Column and(String architecture, long deviation) {
      if (deviation == 0) {
        return new Column(name, agreeing + 1, worstDeviation, worstArchitecture);
      }
      boolean worse = Math.abs(deviation) > Math.abs(worstDeviation);
      return worse ? new Column(name, agreeing, deviation, Optional.of(architecture)) : this;
    }
  }

  /** Whether every count of every row read agrees; false for a table without rows. */
  public boolean agrees() {
    return rows > 0 && columns.stream().allMatch(column -> column.agreeing() == rows);
  }

  /**
   * Builds the plan of every row at the published size and compares its counts. Stops early, with
   * the rows read so far, on request.
   *
   * @param space the name of a space that has a table
   * @param table the table, a CSV file, plain or gzipped
   * @throws io.espalier.error.InputError if the space has no table or the file is not one of it
   */
  public static CountCheck of(String space, Path table, Progress progress) {
    TableFormat format = TableFormat.of(space);
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint();
    List<PublishedCount> counts = format.counts();
    if (counts.isEmpty()) {
      throw new InputError(
          "the table of %s publishes no counts of its networks by our rules".formatted(space));
    }
    Column[] columns =
        counts.stream()
            .map(count -> new Column(count.column(), 0, 0, Optional.empty()))
            .toArray(Column[]::new);
    long rows = 0;
    try (TableReader reader = new TableReader(format, table);
        Progress.Task task = progress.begin("validate", "rows", format.networks(), 0)) {
      Optional<TableRow> row = reader.next();
      while (row.isPresent() && !progress.stopRequested()) {
        Plan plan = blueprint.plan(row.get().architecture());
        for (int c = 0; c < columns.length; c++) {
          columns[c] =
              columns[c].and(
                  row.get().architecture().id(), deviation(counts.get(c), row.get(), plan));
        }
        rows++;
        if (rows % STRIDE == 0) {
          task.advance(STRIDE, "");
        }
        row = reader.next();
      }
      task.advance(rows % STRIDE, "");
    }
    return new CountCheck(space, rows, format.networks(), List.of(columns));
  }

  private static long deviation(PublishedCount count, TableRow row, Plan plan) {
    long published = Math.round(row.value(count.column()) * count.unit());
    return count.count().applyAsLong(plan) - published;
  }
}
