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
 * Checks the ids of a table against the other columns that describe the networks.
 *
 * <p>Tuples of numbers look the same in whatever order their writer counts edges and operations;
 * read in the wrong order they describe other networks, and only this check would notice. So where
 * a table has the published columns in addition to its ids, both must describe the same network.
 * Where it has the published counts of NAS-Bench-201, whose tuples are in use in several orders,
 * the counts of the first rows must match our networks (this detects another order of operations,
 * but not of edges).
 */
final class IdAgreement {

  /** Rows whose counts are compared: a wrong order shows in a few, and plans take time. */
  private static final int COUNTED_ROWS = 32;

  /** The relative rounding error that a count may have. */
  private static final double ROUNDING = 0.01;

  /** A count that the table has, and the index of its cell. */
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

  /** The check for a table of this format with these columns. */
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
   * @throws InputError if its id and the rest of the row describe different networks
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
        continue; // An empty cell says nothing; any other is reported when the column is requested.
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
