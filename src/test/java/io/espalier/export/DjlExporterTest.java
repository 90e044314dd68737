package io.espalier.export;

import java.nio.file.Path;

class DjlExporterTest extends ExporterContract {

  @Override
  Exporter exporter() {
    return new DjlExporter();
  }

  @Override
  Path weights() {
    return folder.resolve("djl/model.pt");
  }
}
