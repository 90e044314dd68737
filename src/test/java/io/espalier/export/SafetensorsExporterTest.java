package io.espalier.export;

import java.nio.file.Path;

class SafetensorsExporterTest extends ExporterContract {

  @Override
  protected Exporter exporter() {
    return new SafetensorsExporter();
  }

  @Override
  protected Path weights() {
    return folder.resolve("child.safetensors");
  }
}
