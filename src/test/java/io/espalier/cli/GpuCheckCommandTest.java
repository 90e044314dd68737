package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuCheckCommandTest {

  @TempDir Path folder;

  private Terminal check(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "gpu-check";
    arguments[1] = "-o";
    arguments[2] = folder.resolve("check.json").toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Terminal.run(arguments);
  }

  @Test
  @Tag("slow")
  void theProcessorComputesAsPlainJavaDoesAndLearns() throws IOException {
    Terminal checked =
        check("--device", "cpu", "--channels", "4", "--batch", "16", "--children", "2");
    assertThat(checked.code()).as(checked.err()).isZero();
    JsonNode found = new ObjectMapper().readTree(folder.resolve("check.json").toFile());
    assertThat(found.get("right").booleanValue()).isTrue();
    assertThat(found.get("device").textValue()).isEqualTo("cpu");
    assertThat(found.get("gradients")).hasSize(6);
    found
        .get("gradients")
        .forEach(each -> assertThat(each.get("difference").doubleValue()).isBetween(0.0, 1e-3));
    assertThat(found.get("loss_last").doubleValue())
        .isLessThan(found.get("loss_first").doubleValue() - 0.2);
    assertThat(found.get("train_images_per_second").doubleValue()).isPositive();
    assertThat(found.get("estimate_images_per_second").doubleValue()).isPositive();
  }

  @Test
  void aDeviceThatIsNotThereIsRefused() {
    Terminal refused = check("--device", "gpu:99");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("gpu:99").doesNotContain("\tat ");
    assertThat(folder.resolve("check.json")).doesNotExist();
    assertThat(check("--steps", "5").err()).contains("--steps is 5; allowed is from 50");
  }
}
