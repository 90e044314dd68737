package io.espalier.export.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.espalier.export.Exporter;
import io.espalier.export.ExporterContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PyTorchExporterTest extends ExporterContract {

  @BeforeEach
  void needsPyTorch() {
    assumeTrue(Pythons.any().isPresent(), "needs a Python with PyTorch");
  }

  @Override
  protected Exporter exporter() {
    return new PyTorchExporter(Pythons::any);
  }

  @Override
  protected Path weights() {
    return folder.resolve("pytorch/weights.safetensors");
  }

  @Test
  void saysWhichPyTorchItRunsWith() {
    assertThat(Pythons.any().get().version()).matches("\\d+\\.\\d+.*");
    assertThat(exporter().cannotRun()).isEmpty();
  }
}
