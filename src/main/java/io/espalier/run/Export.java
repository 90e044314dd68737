package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.export.ChildExport;
import io.espalier.provenance.Provenance;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.Supernet;

/** Cuts children out of a run's supernet and writes them. */
public final class Export {

  private final Run run;

  /** Exports of a run. */
  public Export(Run run) {
    this.run = run;
  }

  /**
   * Writes {@code export/<architecture>}.
   *
   * @param overwrite whether an export of this architecture is replaced
   * @return the written export
   * @throws InputError if there is one already, or no trained supernet
   */
  public ChildExport.Written run(Architecture architecture, boolean overwrite) {
    try (Supernet supernet = TrainedSupernet.open(run)) {
      return run.task()
          .export(
              supernet,
              architecture,
              provenance(supernet),
              run.childExport(),
              run.folder().export(architecture.id()),
              overwrite);
    }
  }

  /** The provenance of the training or, for weights from elsewhere, as much as is known. */
  private Provenance provenance(Supernet supernet) {
    Settings settings = run.settings();
    String weights = settings.supernet().weights();
    return weights.isEmpty()
        ? Provenance.read(run.folder().provenance())
        : run.provenance(
            "espalier export with the weights " + weights,
            supernet.metadata().getOrDefault("config", "unknown"));
  }
}
