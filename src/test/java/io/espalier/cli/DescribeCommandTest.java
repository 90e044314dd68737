package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeCommandTest {

  private static final String STRING =
      "|nor_conv_1x1~0|+|skip_connect~0|avg_pool_3x3~1|+|skip_connect~0|none~1|nor_conv_1x1~2|";

  @TempDir Path folder;

  @Test
  void saysTheChoicesInWordsWhateverTheFormIs() throws IOException {
    String mask = "001000100000001010001000000100";
    for (String given : new String[] {"2-1-4-1-0-2", STRING, mask}) {
      JsonNode row = describe("--space", "nasbench201", "-a", given);
      assertThat(row.get("architecture").asText()).isEqualTo("2-1-4-1-0-2");
      assertThat(row.get("published").asText()).isEqualTo(STRING);
      assertThat(row.get("edge 1>2").asText()).isEqualTo("avg_pool_3x3");
      assertThat(row.get("edge 1>3").asText()).isEqualTo("none");
      assertThat(row.get("mask").asText()).isEqualTo(mask);
      // As the benchmark publishes it.
      assertThat(row.get("params_millions").asDouble()).isEqualTo(0.129306);
    }
  }

  @Test
  void whatDoesNotCountIsSaid() throws IOException {
    JsonNode macro = describe("--space", "macro", "-a", "01201201");
    assertThat(macro.get("published").isTextual()).isTrue();
    assertThat(macro.get("published").asText()).isEqualTo("01201201");
    assertThat(macro.get("same_network_as").asText()).isEqualTo("0-1-2-1-0-2-1-0");
    JsonNode layers = describe("--space", "convnet", "-a", "0-0-1-0-0-1-0-0-0-0-0-0-0-0-0-0");
    assertThat(layers.get("layer0 width").asText()).isEqualTo("width_64");
    assertThat(layers.get("layer1 width").asText()).isEqualTo("width_64 (without effect)");
    JsonNode deadEnd = describe("--space", "nasbench201", "-a", "3-0-0-1-0-0");
    assertThat(deadEnd.get("params_millions_with_dead_ends").asDouble())
        .isGreaterThan(deadEnd.get("params_millions").asDouble());
  }

  @Test
  void aConfigurationGivesTheSize() throws IOException {
    Path config = folder.resolve("my.yaml");
    Files.writeString(config, "space: {name: nasbench201}\nsupernet: {channels: 4, cells: 1}\n");
    JsonNode row = describe("-c", config.toString(), "-a", STRING);
    assertThat(row.get("size").asText())
        .isEqualTo("4 channels, 1 cells, for 10 classes of images with 1 channels of 28x28 pixels");
  }

  @Test
  void drawsThePage() throws IOException {
    Path page = folder.resolve("network.html");
    describe("--space", "nasbench201", "-a", STRING, "--drawing", page.toString());
    assertThat(page).content().contains("<svg").contains("edge 0&gt;1").contains("nor_conv_1x1");
  }

  @Test
  void refusalsSayWhatToGive() {
    assertThat(refused("-a", "1-1")).contains("--space NAME").contains("--work-dir");
    assertThat(refused("-a", "1-1", "--space", "macro")).contains("makes 2 choices");
    assertThat(refused("-a", "1-1", "--space", "macro", "-w", "x")).contains("give one of them");
    assertThat(refused("--space", "nasbench201", "-a", "(2, 1, 4, 1, 0, 2)"))
        .contains("another order");
  }

  private static String refused(String... arguments) {
    Terminal terminal = run(arguments);
    assertThat(terminal.code()).isEqualTo(2);
    return terminal.err();
  }

  private static JsonNode describe(String... arguments) throws IOException {
    String[] json = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, json, 2, arguments.length);
    json[0] = "-f";
    json[1] = "json";
    Terminal terminal = run(json);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.code()).isZero();
    return new JsonMapper().readTree(terminal.out()).get(0);
  }

  private static Terminal run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "describe";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Terminal.run(all);
  }
}
