package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  @Test
  @Tag("natives")
  void saysWhatTheMachineIsAndThatItsLibrariesAreRight() throws IOException {
    Terminal doctor = Terminal.run("doctor", "-f", "json");
    assertThat(doctor.code()).as(doctor.err()).isZero();
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode row : new JsonMapper().readTree(doctor.out())) {
      values.put(row.get("what").asText(), row.get("value").asText());
    }
    assertThat(values)
        .containsKeys("processor", "vector instructions", "memory MiB", "GPU", "oneDNN", "PyTorch")
        .containsEntry("ND4J's products and solutions", "right")
        .containsEntry("OPENBLAS_CORETYPE", "HASWELL");
    assertThat(values.get("operations and gradients")).endsWith("checked, 0 wrong");
    assertThat(values.get("cores"))
        .isEqualTo(Integer.toString(Runtime.getRuntime().availableProcessors()));
  }
}
