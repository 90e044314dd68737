package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.supernet.Safetensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a training on a streamed folder, and holds it to one that was never stopped. */
@Tag("slow")
class KilledStreamTest {

  private static final int KILLS = 10;

  @TempDir Path folder;

  @Test
  void killedTrainingsOnStreamedPicturesEndAsUninterruptedOnes() throws Exception {
    makePictures();
    finish("whole");
    RandomGenerator random = new Seed(7).generator();
    int kills = 0;
    while (kills < KILLS) {
      Process process = start("killed");
      assertThat(process.waitFor(random.nextInt(3000, 7000), TimeUnit.MILLISECONDS))
          .as("ended before its kill %d: it should have more epochs".formatted(kills))
          .isFalse();
      process.destroyForcibly().waitFor();
      kills++;
    }
    finish("killed");
    assertThat(output("killed")).contains(", epoch ");
    assertThat(weights("killed")).isEqualTo(weights("whole"));
  }

  private void makePictures() throws IOException {
    RandomGenerator random = new Seed(1).generator();
    for (int n = 0; n < 400; n++) {
      int side = 40 + random.nextInt(20);
      BufferedImage image = new BufferedImage(side, 48, BufferedImage.TYPE_INT_RGB);
      int colour = n % 2 == 0 ? 0x803020 : 0x203080;
      for (int p = 0; p < side * 48; p++) {
        image.setRGB(p % side, p / side, colour + (random.nextInt(64) << 8));
      }
      Path file = folder.resolve("images/class %d/%d.jpg".formatted(n % 2, n));
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "jpg", file.toFile());
    }
  }

  private Process start(String run) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("streamed.yaml"),
            """
            seed: 4
            threads: 1
            data: {source: "folder:images", image_size: 32, memory_mb: 0, crop_area: 0.2, colour_jitter: 0.4}
            supernet: {channels: 4}
            train: {epochs: 60, batch_size: 16}
            """);
    return ChildProcess.start(
        folder,
        folder.resolve(run + ".txt"),
        new ArrayList<>(
            List.of("train", "--config", config.toString(), "--work-dir", run, "--resume", "-v")));
  }

  private void finish(String run) throws Exception {
    Process process = start(run);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output(run)).isZero();
  }

  private String output(String run) throws IOException {
    return Files.readString(folder.resolve(run + ".txt"));
  }

  private List<String> weights(String run) {
    return Safetensors.read(folder.resolve(run).resolve("checkpoints/last.safetensors"))
        .tensors()
        .values()
        .stream()
        .map(tensor -> tensor.name() + " " + tensor.shape() + " " + tensor.data().get().hashCode())
        .toList();
  }
}
