package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One supernet is trained once and searched often, whatever has become of the images' folder. */
class SeveralSearchesTest {

  private static final int CLASSES = 2;

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void train() throws IOException {
    RandomGenerator random = new Seed(3).generator();
    for (int c = 0; c < CLASSES; c++) {
      Path home = Files.createDirectories(folder.resolve("images/class" + c));
      for (int i = 0; i < 40; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
        for (int p = 0; p < 64; p++) {
          image.setRGB(p % 8, p / 8, random.nextInt(0x40) << (8 * c) | 0x404040);
        }
        ImageIO.write(image, "png", home.resolve(i + ".png").toFile());
      }
    }
    Path config = folder.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        threads: 1
        space: {name: nasbench201}
        data: {source: "folder:%s", crop_padding: 0}
        supernet: {channels: 4}
        train: {epochs: 2, batch_size: 10, warmup_epochs: 0}
        search: {evaluations: 12, batch_size: 4, recalibration_images: 20, workers: 1}
        export: {formats: djl}
        """
            .formatted(folder.resolve("images")));
    run = folder.resolve("run");
    expect(0, "train", "-c", "" + config, "-w", "" + run);
  }

  private static Terminal expect(int code, String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.code()).as(terminal.out() + terminal.err()).isEqualTo(code);
    return terminal;
  }

  private Terminal search(int code, String... more) {
    return expect(
        code,
        Stream.concat(Stream.of("search", "-w", "" + run), Stream.of(more)).toArray(String[]::new));
  }

  private List<Path> studies() throws IOException {
    try (Stream<Path> all = Files.list(run.resolve("search"))) {
      return all.sorted().toList();
    }
  }

  private static List<String> column(Path csv, int column) throws IOException {
    return Files.readAllLines(csv).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .map(line -> line.split(",", -1)[column])
        .toList();
  }

  @Test
  void searchesHaveNamesAndShareTheirEstimates() throws IOException {
    search(0);
    search(0, "--max-macs", "0.3");
    Path moved = folder.resolve("elsewhere");
    Files.move(folder.resolve("images"), moved);
    String data = "data.source=folder:" + moved;
    search(0, "--max-macs", "0.2", "--set", data);
    search(0, "--searcher", "random", "--set", "limits.macs=[null, null]", "--set", data);
    search(0, "--searcher", "random", "--search", "mine", "--max-params", "0.01");
    assertThat(studies().stream().map(study -> study.getFileName().toString()))
        .containsExactly("lanas", "lanas-macs-to-0.2", "lanas-macs-to-0.3", "mine", "random");

    Set<String> asked = new HashSet<>();
    int evaluations = 0;
    for (Path study : studies()) {
      List<String> architectures = column(study.resolve("trials.csv"), 1);
      asked.addAll(architectures);
      evaluations += architectures.size();
    }
    assertThat(evaluations).isEqualTo(5 * 12).isGreaterThan(asked.size());
    try (Stream<Path> files = Files.list(run.resolve("estimates"))) {
      List<Path> estimates = files.toList();
      assertThat(estimates).hasSize(1);
      assertThat(column(estimates.get(0), 0)).containsExactlyInAnyOrderElementsOf(asked);
    }

    // What was begun goes on with its own settings, and with no others.
    String[] unlimited = {"--search", "mine", "--resume", "--set", "limits.params=[null, null]"};
    assertThat(search(2, unlimited).err())
        .contains("a search 'mine' that was made with limits.params [null,0.01], not [null,null]");
    search(0, "--search", "mine", "--max-params", "0.01", "--searcher", "random", "--resume");

    for (String name : List.of("lanas-macs-to-0.2", "mine")) {
      String out = expect(0, "export", "-w", "" + run, "--search", name, "--set", data).out();
      assertThat(out).contains(run.resolve("export").toString());
    }
    String top = expect(0, "top", "-w", "" + run, "-n", "60", "-f", "csv").out();
    assertThat(top).contains("lanas-macs-to-0.3,", "mine,", "random,");
    assertThat(expect(0, "top", "-w", "" + run, "--search", "mine", "-f", "csv").out())
        .contains("mine,")
        .doesNotContain("random,");
    expect(0, "report", "-w", "" + run);
    assertThat(Files.readString(run.resolve("report.html"))).contains("lanas-macs-to-0.2", "mine");

    // Other images are not those that the supernet learned from.
    Files.delete(moved.resolve("class0/7.png"));
    assertThat(search(2, "--search", "late", "--set", data).err())
        .contains("was trained on other data");
  }
}
