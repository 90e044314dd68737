package io.espalier.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

  @TempDir Path folder;

  private final Provenance provenance =
      Provenance.now(
          "espalier train",
          -7,
          "ab12",
          new DataUse("sample", "cd34", Map.of("training", new DataUse.Part(7_200, "ef56"))));

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("provenance.json");
    provenance.write(file);
    assertThat(Files.readString(file)).contains("\"config_hash\" : \"ab12\"");
    assertThat(Provenance.read(file)).isEqualTo(provenance);
  }

  @Test
  void itKnowsTheMomentTheMachineAndTheVersions() {
    assertThat(Duration.between(Instant.parse(provenance.when()), Instant.now()))
        .isLessThan(Duration.ofMinutes(10));
    assertThat(provenance.machine().cores()).isPositive();
    assertThat(provenance.machine().cpu()).isNotBlank();
    assertThat(provenance.versions().espalier()).matches("\\d+\\.\\d+.*");
    assertThat(provenance.versions().pytorch()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = folder.resolve("provenance.json");
    assertThatThrownBy(() -> Provenance.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("provenance.json");
    Files.writeString(file, "{\"what\": \"espalier tr");
    assertThatThrownBy(() -> Provenance.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("was changed after it was written");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> Provenance.read(file)).isInstanceOf(InputError.class);
  }
}
