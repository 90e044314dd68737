package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.export.ChildExport;
import io.espalier.export.SupernetExport;
import io.espalier.provenance.Provenance;
import io.espalier.space.Architecture;
import io.espalier.supernet.Supernet;
import java.nio.file.Path;
import java.util.List;

/** Takes children out of the run folder's supernet: their estimates, and themselves. */
public final class ExportRun {

  private final Config config;
  private final RunFolder folder;
  private final Parts parts;

  /** Children of the run in {@code folder}. */
  public ExportRun(Config config, RunFolder folder, Parts parts) {
    this.config = config;
    this.folder = folder;
    this.parts = parts;
  }

  /**
   * Writes {@code export/<architecture>}.
   *
   * @param overwrite whether an export of this architecture is replaced
   * @return what was written
   * @throws InputError if there is one already, or no trained supernet
   */
  public ChildExport.Written export(Architecture architecture, boolean overwrite) {
    Path target = folder.export(architecture.id());
    try (Supernet supernet = TrainedSupernet.open(config, folder, parts)) {
      return new SupernetExport(
              supernet,
              parts.recalibration(),
              parts.validation(),
              parts.normalisation(),
              parts.source().classes(),
              provenance(supernet))
          .write(architecture, parts.childExport(), target, overwrite);
    }
  }

  /** That of the training; of weights from elsewhere, what is known of them. */
  private Provenance provenance(Supernet supernet) {
    String weights = config.supernet().weights();
    return weights.isEmpty()
        ? Provenance.read(folder.provenance())
        : Provenance.now(
            "espalier export with the weights " + weights,
            config.seed(),
            supernet.metadata().getOrDefault("config", "unknown"),
            parts.dataUse());
  }

  /**
   * Estimates one architecture with the supernet's weights, as the search does.
   *
   * @throws InputError if it cannot be estimated, or there is no trained supernet
   */
  public Estimate estimate(Architecture architecture) {
    try (Supernet supernet = TrainedSupernet.open(config, folder, parts)) {
      Outcome outcome =
          TrainedSupernet.estimator(supernet, parts).estimate(List.of(architecture)).get(0);
      if (outcome instanceof Failure failure) {
        throw new InputError(
            "%s cannot be estimated: %s".formatted(architecture, failure.reason()));
      }
      return (Estimate) outcome;
    }
  }
}
