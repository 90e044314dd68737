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

/** An exported folder is retrained without the run that it comes from. */
class RetrainChildTest {

  @TempDir Path folder;

  private Path child;

  @BeforeEach
  void makeAChild() throws IOException {
    Path config = folder.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        threads: 1
        space: {name: nasbench201}
        data: {training_images: 100, image_size: 8}
        supernet: {channels: 4}
        retrain: {epochs: 1, batch_size: 20, warmup_epochs: 0}
        """);
    Path run = folder.resolve("run");
    Terminal made = Terminal.run("retrain", "-c", "" + config, "-w", "" + run, "-a", "3-1-3-1-4-2");
    assertThat(made.code()).as(made.err()).isZero();
    // Nothing of the run is left but the folder.
    child = Files.move(run.resolve("retrain/child"), folder.resolve("child"));
  }

  private Terminal retrain(String... more) {
    List<String> arguments = new ArrayList<>(List.of("retrain", "--child", "" + child));
    arguments.addAll(List.of("--data", "sample", "--set", "data.training_images=100"));
    arguments.addAll(List.of("--set", "retrain.warmup_epochs=0", "--threads", "1"));
    arguments.addAll(List.of("--epochs", "2", "--batch-size", "20", "-f", "csv"));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void fromScratchAndFromItsOwnWeightsAndLarger() throws IOException {
    Path again = folder.resolve("again");
    Terminal scratch = retrain("-w", "" + again);
    assertThat(scratch.code()).as(scratch.err()).isZero();
    assertThat(scratch.out()).contains(",3-1-3-1-4-2,");
    assertThat(again.resolve("retrain/child/child.safetensors")).isNotEmptyFile();
    assertThat(Files.readString(again.resolve("config.yaml"))).contains("image_size: 8");

    Terminal inherited = retrain("-w", "" + folder.resolve("inherited"), "--from", "inherited");
    assertThat(inherited.code()).as(inherited.err()).isZero();
    assertThat(Files.readString(folder.resolve("inherited/retrain/result.json")))
        .contains("\"inherited\"");

    Terminal larger =
        retrain(
            "-w",
            "" + folder.resolve("larger"),
            "--recipe",
            "darts",
            "--set",
            "retrain.channels=6",
            "--set",
            "retrain.drop_path=0.1");
    assertThat(larger.code()).as(larger.err()).isZero();
    assertThat(Files.readString(folder.resolve("larger/retrain/result.json")))
        .contains("\"channels\" : 6");
    assertThat(Files.readString(folder.resolve("larger/config.yaml")))
        .contains("recipe: darts")
        .contains("drop_path: 0.1")
        .contains("auxiliary: 0.4")
        .contains("epochs: 2");
  }

  @Test
  void whatCannotBeIsRefused() {
    Terminal both = retrain("-w", "" + folder.resolve("a"), "-a", "3-1-3-1-4-2");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("not both");
    Terminal larger =
        retrain(
            "-w", "" + folder.resolve("b"), "--from", "inherited", "--set", "retrain.channels=6");
    assertThat(larger.code()).isEqualTo(2);
    assertThat(larger.err()).contains("cannot be inherited");
    Terminal taught = retrain("-w", "" + folder.resolve("c"), "--set", "retrain.distil=0.5");
    assertThat(taught.code()).isEqualTo(2);
    assertThat(taught.err()).contains("no trained supernet");
    Terminal other = retrain("-w", "" + folder.resolve("d"), "--recipe", "dart");
    assertThat(other.err()).contains("did you mean 'darts'");
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(folder.resolve("c")).doesNotExist();
  }
}
