package io.espalier.tabular;

import io.espalier.plan.zoo.SpaceKinds;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables for tests. */
final class TableFiles {

  /** The columns of {@code own.csv} that are figures. */
  static final OwnColumns OWN =
      new OwnColumns(List.of(), List.of("proxy", "truth", "error", "macs"));

  private TableFiles() {}

  static Path resource(String name) {
    try {
      return Path.of(TableFiles.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A table of somebody's own: kernel 3, 5, 7; depth 2, 10; three activations; seven rows. */
  static Table own() {
    return Table.read(resource("own.csv"), OWN);
  }

  /** Some rows of the published table of {@code space}. */
  static Table published(String space, Path folder) throws IOException {
    return Table.read(
        SpaceKinds.ALL.named(space).space(),
        Files.write(folder.resolve("table.csv"), PublishedRows.BY_SPACE.get(space)));
  }

  /** A table with these lines. */
  static Path write(Path folder, String... lines) throws IOException {
    return Files.write(folder.resolve("table.csv"), List.of(lines));
  }
}
