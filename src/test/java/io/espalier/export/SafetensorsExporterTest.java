package io.espalier.export;

import java.nio.file.Path;

class SafetensorsExporterTest extends ExporterContract {

  @Override
  Exporter exporter() {
    return new SafetensorsExporter();
  }

  @Override
  Path weights() {
    return folder.resolve("child.safetensors");
  }
}
