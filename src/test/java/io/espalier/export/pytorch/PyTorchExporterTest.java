package io.espalier.export.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import io.espalier.export.Child;
import io.espalier.export.Children;
import io.espalier.export.Exporter;
import io.espalier.export.ExporterContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PyTorchExporterTest extends ExporterContract {

  @BeforeEach
  void needsPyTorch() {
    assumeTrue(Pythons.any().isPresent(), "needs a Python with PyTorch");
  }

  @Override
  protected Exporter exporter() {
    return PyTorchExporter.provedWith(Pythons.any());
  }

  @Override
  protected Path weights() {
    return folder.resolve("pytorch/weights.safetensors");
  }

  @Test
  void endsTheProcessesThatItStarts() throws IOException {
    List<PythonTorch> started = new ArrayList<>();
    Exporter exporter =
        PyTorchExporter.provedBy(
            () -> {
              started.add(
                  PythonTorch.find(Pythons.any().get().program(), Pythons.LIMIT).orElseThrow());
              return Optional.of(started.get(started.size() - 1));
            });
    try (Child child = Children.random(1)) {
      exporter.export(child, folder);
      for (int times = 1; times <= 2; times++) {
        exporter.open(child, folder, Device.cpu()).close();
        assertThat(started).hasSize(times).noneMatch(PythonTorch::isRunning);
      }
    }
  }

  @Test
  void saysWhichPyTorchItRunsWith() {
    assertThat(Pythons.any().get().version()).matches("\\d+\\.\\d+.*");
    assertThat(exporter().cannotRun()).isEmpty();
  }
}
