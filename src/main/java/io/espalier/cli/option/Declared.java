package io.espalier.cli.option;

import io.espalier.config.Configuration;
import io.espalier.run.RunFolder;
import io.espalier.run.declared.DeclaredSupernet;
import io.espalier.settings.Catalogues;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that declares a supernet.
 *
 * @param catalogues the names that it may use
 */
public record Declared(Path folder, Catalogues catalogues) {

  /** The configuration for the training. */
  public Configuration configuration() {
    return Configuration.received(DeclaredSupernet.declaration(folder), catalogues);
  }

  /**
   * The configuration for using the trained supernet: with the weights in the folder, unless the
   * run folder has a trained one.
   *
   * @param workDir the run folder; null for that of the configuration
   */
  public Configuration trained(Path workDir) {
    Configuration own = configuration();
    Path root = workDir == null ? Path.of(own.values().workDir()) : workDir;
    Path weights = DeclaredSupernet.weights(folder);
    return Files.exists(weights) && !Files.exists(RunFolder.lastCheckpoint(root))
        ? own.set("supernet.weights=" + weights.toAbsolutePath())
        : own;
  }

  /** The supernet that it declares. */
  public DeclaredSupernet supernet() {
    return new DeclaredSupernet(folder, configuration().values());
  }
}
