package io.espalier.task;

import io.espalier.catalogue.Catalogue;
import io.espalier.cost.CostKind;
import io.espalier.cost.CostKinds;
import io.espalier.error.InputError;
import io.espalier.latency.LatencyTable;
import io.espalier.settings.Catalogues;
import io.espalier.settings.SearchSettings;
import io.espalier.settings.Settings;
import io.espalier.settings.SpaceSettings;
import io.espalier.tabular.Table;
import java.nio.file.Path;
import java.util.List;

/** The table of latencies of a run. */
public final class Latencies {

  private Latencies() {}

  /**
   * The catalogues of a run, in which the latency is told by the run's table, if it has one.
   *
   * @throws InputError if the table cannot be read, is another one than when the run began, or is
   *     one of another space
   */
  public static Catalogues known(Catalogues catalogues, Settings settings) {
    SearchSettings search = settings.search();
    if (search.latencyTable().isEmpty() || settings.space().name().equals(Table.OWN_SPACE)) {
      return catalogues;
    }
    Path file = Path.of(search.latencyTable());
    LatencyTable table = LatencyTable.read(file);
    if (!table.hash().equals(search.latencyTableHash())) {
      throw new InputError(
          "%s is another table of latencies than the one that this run began with, of hash %s; restore it, or begin a run of its own"
              .formatted(file, search.latencyTableHash()));
    }
    return known(catalogues, settings.space(), table);
  }

  /**
   * The catalogues of a search of a space, in which the latency is told by a table.
   *
   * @throws InputError if it is one of another space
   */
  public static Catalogues known(Catalogues catalogues, SpaceSettings space, LatencyTable table) {
    CostKind latency =
        CostKinds.LATENCY.measuredBy(table.predictor(space.kind(catalogues.spaces())));
    List<CostKind> costs =
        catalogues.costs().entries().stream()
            .map(kind -> kind.name().equals(latency.name()) ? latency : kind)
            .toList();
    return catalogues.withCosts(new Catalogue<>(catalogues.costs().kind(), costs));
  }
}
