package io.espalier.export.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.Children;
import io.espalier.export.Exporter;
import io.espalier.export.ExporterContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DjlExporterTest extends ExporterContract {

  @Override
  protected Exporter exporter() {
    return new DjlExporter();
  }

  @Override
  protected Path weights() {
    return folder.resolve("djl/model.pt");
  }

  /** TorchScript is code, and DJL runs the translator that serving.properties names. */
  @Test
  void runsNoOtherCode() throws IOException {
    try (Child child = Children.random(1)) {
      exporter().export(child, folder);
      byte[] written = Files.readAllBytes(weights());
      String text = new String(written, StandardCharsets.ISO_8859_1);
      int code = text.indexOf("def forward");
      written[code + 5] ^= 1;
      Files.write(weights(), written);
      assertForeign(child, "model.pt");
      exporter().export(child, folder);
      Path serving = folder.resolve("djl/serving.properties");
      Files.writeString(
          serving, Files.readString(serving).replace("ai.djl.modality", "evil.modality"));
      assertForeign(child, "serving.properties");
    }
  }

  private void assertForeign(Child child, String file) {
    assertThatThrownBy(() -> exporter().open(child, folder, Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(file + " is not what Espalier writes for this plan");
  }
}
