package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.settings.Catalogues;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say is so: their commands run, and what they name exists. */
class ReadmeTest {

  private static final List<Path> DOCUMENTS =
      List.of(
          Path.of("README.md"),
          Path.of("CONTRIBUTING.md"),
          Path.of("CHANGELOG.md"),
          Path.of("docs/spaces.md"));

  /** What makes every setting small enough to be done in seconds. */
  private static final List<String> SMALL =
      List.of(
          "threads=1",
          "supernet.channels=4",
          "data.training_images=200",
          "train.epochs=1",
          "train.warmup_epochs=0",
          "train.batch_size=20",
          "search.evaluations=6",
          "search.batch_size=3",
          "search.validation_images=30",
          "search.recalibration_images=40",
          "search.lanas.initial_samples=3",
          "retrain.epochs=1",
          "retrain.warmup_epochs=0",
          "retrain.batch_size=20");

  @TempDir Path folder;

  @Test
  void everyCommandIsOneThatTheProgramKnows() throws IOException {
    List<List<String>> commands = commands("README.md");
    assertThat(commands).hasSizeGreaterThan(10);
    commands.addAll(commands("docs/spaces.md"));
    for (List<String> command : commands) {
      Main.program(Catalogues.BUILT_IN).parseArgs(command.toArray(String[]::new));
    }
  }

  @Test
  void everyPathExists() throws IOException {
    Pattern path = Pattern.compile("`([\\w.-]+/[\\w./-]*|[A-Z]+(?:\\.md)?)`");
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Path document : DOCUMENTS) {
      Matcher matcher = path.matcher(Files.readString(document));
      while (matcher.find()) {
        String name = matcher.group(1);
        if (!isOfARun(name)) {
          found++;
          if (!Files.exists(Path.of(name))) {
            missing.add(document + ": " + name);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(4);
  }

  /** Paths within run folders, which the commands make. */
  private static boolean isOfARun(String name) {
    return Stream.of(
            "runs/",
            "checkpoints/",
            "search/",
            "export/",
            "retrain/",
            "rank/",
            "estimates/",
            "scratch/",
            "CARD.md",
            "PROOF.md",
            "child/",
            "djl/",
            "pytorch/",
            "onnx/",
            "train/",
            "val/",
            "test/")
        .anyMatch(name::startsWith);
  }

  @Test
  void theQuickstartDoesTheWholeJobAndGoesOnWhenRunAgain() throws IOException {
    Path run = folder.resolve("run");
    List<String> command = new ArrayList<>(List.of("quickstart", "-w", run.toString()));
    for (String setting : SMALL) {
      command.addAll(List.of("--set", setting));
    }
    Terminal first = Terminal.run(command.toArray(String[]::new));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("searched by lanas", "searched by random", "million MACs", "retrained, test");
    for (String file :
        List.of(
            "config.yaml",
            "provenance.json",
            "metrics.csv",
            "checkpoints/last.safetensors",
            "search/lanas/tree.json",
            "search/lanas/trials.csv",
            "search/random/trials.csv",
            "retrain/result.json",
            "retrain/child/child.yaml",
            "retrain/child/PROOF.md",
            "report.html")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    Terminal second = Terminal.run(command.toArray(String[]::new));
    assertThat(second.code()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    Terminal other = Terminal.run("quickstart", "-w", run.toString(), "--set", "seed=2");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("seed 1, not 2");
  }

  @Test
  @Tag("slow")
  void everyCommandRunsAsWritten() throws Exception {
    writeImages(folder.resolve("images"));
    for (List<String> command : commands("README.md")) {
      if (List.of("quickstart", "experiment").contains(command.get(0))) {
        // The first takes minutes and has a test of its own; the other wants the project's folder.
        continue;
      }
      List<String> small = new ArrayList<>(command);
      int budget = small.indexOf("--evaluations");
      if (budget > 0) {
        small.set(budget + 1, "6");
      }
      boolean begins = List.of("validate", "train").contains(command.get(0));
      if (begins || command.contains("--evaluate")) {
        for (String setting : SMALL) {
          small.addAll(List.of("--set", setting));
        }
      }
      run(small);
    }
    assertThat(folder.resolve("runs/mine/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("runs/mine/retrain/result.json")).isNotEmptyFile();
  }

  /** The arguments of every line of a document that runs the program. */
  private static List<List<String>> commands(String document) throws IOException {
    List<List<String>> commands = new ArrayList<>();
    Matcher line =
        Pattern.compile("(?m)^\\./espalier (.+)$|`\\./espalier ([^`]+)`")
            .matcher(Files.readString(Path.of(document)));
    while (line.find()) {
      String arguments = line.group(1) == null ? line.group(2) : line.group(1);
      if (!arguments.matches(".*\\b(FILE|DIR)\\b.*") && !arguments.equals("eval --child")) {
        commands.add(Arrays.asList(arguments.strip().split("\\s+")));
      }
    }
    return commands;
  }

  private void run(List<String> arguments) throws Exception {
    Path output = folder.resolve("output.txt");
    Process process = ChildProcess.start(folder, output, arguments);
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("%s ends", arguments).isTrue();
    assertThat(process.exitValue()).as("%s: %s", arguments, Files.readString(output)).isZero();
  }

  /** Three classes of noisy images, each of a colour of its own. */
  private static void writeImages(Path images) throws IOException {
    RandomGenerator random = new io.espalier.random.Seed(3).generator();
    for (int c = 0; c < 3; c++) {
      Path classFolder = Files.createDirectories(images.resolve("class" + c));
      for (int i = 0; i < 80; i++) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 32 * 32; p++) {
          image.setRGB(p % 32, p / 32, random.nextInt(128) << (8 * c) | 0x404040);
        }
        ImageIO.write(image, "png", classFolder.resolve(i + ".png").toFile());
      }
    }
  }
}
