package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the ids of a table against what else its rows say of their networks.
 *
 * <p>Tuples of numbers look alike in whatever order their writer counts edges and operations; read
 * in a wrong one they are other networks, and nothing but this would tell. So where a table has the
 * published columns beside its ids, both must say the same network; and where it has the published
 * counts of NAS-Bench-201, whose tuples are in use in several orders, those of the first rows must
 * be those of our networks (which tells another order of operations, not one of edges).
 */
final class IdAgreement {

  /** Rows whose counts are compared: a wrong order shows in a few, and plans take time. */
  private static final int COUNTED_ROWS = 32;

  /** By how much of it a count may have been rounded. */
  private static final double ROUNDING = 0.01;

  /** A count that the table has, and in which cell of a row. */
  private record Counted(PublishedCount count, int cell) {}

  private final TableFormat published;
  private final List<Integer> publishedCells;
  private final List<Counted> counts;
  private long rows;

  private IdAgreement(TableFormat published, List<Integer> publishedCells, List<Counted> counts) {
    this.published = published;
    this.publishedCells = publishedCells;
    this.counts = counts;
  }

  /** What can be held against the ids of a table that is read so and has these columns. */
  static IdAgreement of(TableFormat read, List<String> columns) {
    String space = read.space().name();
    boolean hasIds = read.architectureColumns().equals(List.of(TableFormat.ID_COLUMN));
    if (!hasIds || !TableFormat.SPACES.contains(space)) {
      return new IdAgreement(read, List.of(), List.of());
    }
    TableFormat published = TableFormat.of(space);
    List<Integer> cells = new ArrayList<>();
    if (columns.containsAll(published.architectureColumns())) {
      published.architectureColumns().forEach(column -> cells.add(columns.indexOf(column)));
    }
    List<Counted> counts = new ArrayList<>();
    if (space.equals(NasBench201Space.NAME)) {
      for (PublishedCount count : published.counts()) {
        if (columns.contains(count.column())) {
          counts.add(new Counted(count, columns.indexOf(count.column())));
        }
      }
    }
    return new IdAgreement(published, cells, counts);
  }

  /**
   * Checks the next row.
   *
   * @throws InputError if its id is of another network than the rest of the row
   */
  void check(Architecture architecture, List<String> row) {
    if (!publishedCells.isEmpty()) {
      Architecture other = published.decode(publishedCells.stream().map(row::get).toList());
      if (!other.equals(architecture)) {
        throw new InputError(
            "column '%s' says %s, but %s says %s; %s"
                .formatted(
                    TableFormat.ID_COLUMN,
                    architecture.id(),
                    String.join(", ", published.architectureColumns()),
                    other.id(),
                    orders()));
      }
    }
    if (!counts.isEmpty() && rows++ < COUNTED_ROWS) {
      checkCounts(architecture, row);
    }
  }

  private void checkCounts(Architecture architecture, List<String> row) {
    String space = published.space().name();
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint();
    Plan plan = blueprint.plan(architecture);
    for (Counted counted : counts) {
      long ours = counted.count.count().applyAsLong(plan);
      double theirs;
      try {
        theirs = Double.parseDouble(row.get(counted.cell));
      } catch (NumberFormatException e) {
        continue; // An empty cell says nothing; any other is told of once the column is asked for.
      }
      if (Math.abs(theirs * counted.count.unit() - ours) > ROUNDING * ours) {
        throw new InputError(
            "the network %s has %s %s, but this row says %s; %s"
                .formatted(
                    architecture.id(),
                    counted.count.column(),
                    ours / (double) counted.count.unit(),
                    row.get(counted.cell),
                    orders()));
      }
    }
  }

  private String orders() {
    return "are the ids in another order of choices or options? Ours is %s, each by the place of its option in %s; leave the column '%s' out or write it as the benchmark does"
        .formatted(
            String.join(", ", published.space().choices().stream().map(c -> c.name()).toList()),
            published.space().choices().get(0).options(),
            TableFormat.ID_COLUMN);
  }
}
