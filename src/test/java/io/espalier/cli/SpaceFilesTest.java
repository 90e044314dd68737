package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new user's way: copy a template, edit it, look at it, train, search, export. */
class SpaceFilesTest {

  @TempDir Path folder;

  private Path space;
  private Path config;

  @BeforeEach
  void configure() throws IOException {
    space = folder.resolve("mine.yaml");
    config = folder.resolve("my.yaml");
    Files.writeString(
        config,
        """
        threads: 1
        space: %s
        data: {training_images: 300, image_size: 16}
        supernet: {channels: 8}
        train: {epochs: 1, batch_size: 50, warmup_epochs: 0}
        search:
          evaluations: 4
          batch_size: 2
          recalibration_images: 50
          validation_images: 50
          workers: 1
          lanas: {initial_samples: 2}
        """
            .formatted(space));
  }

  private static Terminal expect(int code, Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(argument.toString());
    }
    Terminal terminal = Terminal.run(texts.toArray(String[]::new));
    assertThat(terminal.code()).as(terminal.out() + terminal.err()).isEqualTo(code);
    return terminal;
  }

  @Test
  void aCopiedTemplateTrainsSearchesAndExports() throws IOException {
    expect(0, "space", "ofa_mobilenetv3", "--output", space);
    assertThat(expect(2, "space", "ofa_mobilenetv3", "--output", space).err()).contains("--force");
    String mobile = Files.readString(space);
    Files.writeString(space, mobile.replace("[3, 5, 7]", "[3, 5]").replace("1280", "64"));
    assertThat(expect(0, "validate", "--space", space).out())
        .contains("my_ofa_mobilenetv3", "kernel_3, kernel_5", "smallest_macs_millions");
    Path drawing = folder.resolve("largest.html");
    expect(0, "validate", "--space", space, "--drawing", drawing);
    assertThat(drawing).content().contains("<svg");

    Path run = folder.resolve("run");
    expect(0, "train", "-c", config, "-w", run);
    Files.delete(space);
    expect(0, "search", "-w", run);
    expect(0, "export", "-w", run, "--set", "export.formats=djl, onnx");
    expect(0, "report", "-w", run);
    assertThat(run.resolve("report.html")).isNotEmptyFile();

    Files.writeString(space, mobile.replace("[3, 5, 7]", "[3, 7]"));
    Terminal other =
        expect(2, "search", "-w", run, "--set", "space.name=" + space, "--search", "b");
    assertThat(other.err()).contains("another space.definition").doesNotContain("stages:");
  }

  @Test
  void architecturesAreDescribedInThePapersNotation() {
    String lists =
        "{'ks': [3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 'e': [3, 3, 3, 3, 3, 3, 3, 3, 3, 3],"
            + " 'd': [2, 2, 2, 2, 2]}";
    assertThat(expect(0, "describe", "--space", "ofa_mobilenetv3", "-a", lists).out())
        .contains("121.278672", "3.410792", "(without effect)");
    String smaller =
        expect(0, "describe", "--space", "ofa_mobilenetv3", "--image-size", 160, "-a", lists).out();
    assertThat(smaller).contains("63.240528");
    assertThat(expect(0, "describe", "--space", "efficientnet_b0", "-a", "0").out())
        .contains("385.814752", "5.288548");
  }

  @Test
  void mistakesNameTheirPlace() throws IOException {
    assertThat(expect(2, "validate", "--space", space).err()).contains("there is no file");
    expect(0, "space", "macro", "-o", space);
    Files.writeString(
        space, Files.readString(space).replace("mbconv_k3_e3: {mbconv:", "a: {mbcnv:"));
    assertThat(expect(2, "train", "-c", config).err())
        .contains("mine.yaml, line", "did you mean 'mbconv'");
    Files.writeString(space, Files.readString(space).replace("mbcnv", "mbconv").replace("my_", ""));
    assertThat(expect(2, "train", "-c", config).err())
        .contains("called macro")
        .contains("built-in");
    assertThat(expect(2, "space", "mcro").err()).contains("did you mean 'macro'");
    assertThat(expect(2, "space").err()).contains("--schema");
    assertThat(expect(0, "space", "--schema").out()).startsWith("{");
  }
}
