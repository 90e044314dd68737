package io.espalier.export;

import java.nio.file.Path;

class DjlExporterTest extends ExporterContract {

  @Override
  protected Exporter exporter() {
    return new DjlExporter();
  }

  @Override
  protected Path weights() {
    return folder.resolve("djl/model.pt");
  }
}
