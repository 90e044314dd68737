package io.espalier.export.pytorch;

import io.espalier.catalogue.NamesProgram;
import io.espalier.export.Exporter;
import java.time.Duration;

/**
 * How PyTorch programs are proved.
 *
 * @param python a Python that can import torch; empty for that of the environment variable {@code
 *     ESPALIER_PYTHON}, or one that is found
 * @param seconds how many it may take to start, to load a network or to run a batch
 */
public record PyTorchOptions(String python, int seconds) implements NamesProgram {

  /** The Python of a user who does not want to name it in each configuration. */
  private static final String VARIABLE = "ESPALIER_PYTHON";

  @Override
  public PyTorchOptions withoutProgram() {
    return new PyTorchOptions("", seconds);
  }

  /** A Python that is named is tried at once; others are looked for when one is needed. */
  Exporter exporter() {
    String named = python.isEmpty() ? System.getenv().getOrDefault(VARIABLE, "") : python;
    Duration limit = Duration.ofSeconds(seconds);
    if (!named.isEmpty()) {
      PythonTorch.find(named, limit).ifPresent(PythonTorch::close);
    }
    return PyTorchExporter.provedBy(() -> PythonTorch.find(named, limit));
  }
}
