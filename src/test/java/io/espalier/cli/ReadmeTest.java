package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.manual.RunFile;
import io.espalier.settings.Catalogues;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the documents say is so: their commands run, and what they name exists. */
class ReadmeTest {

  /** Documents whose commands are run, in this order. The readme is for a folder of its own. */
  private static final List<String> GUIDES =
      List.of(
          "docs/own-images.md",
          "docs/search.md",
          "docs/ranking.md",
          "docs/export.md",
          "docs/spaces.md",
          "docs/texts.md");

  /** What makes every setting small enough to be done in seconds. */
  static final List<String> SMALL =
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
    int found = 0;
    CommandLine program =
        Main.program(Catalogues.BUILT_IN).setCaseInsensitiveEnumValuesAllowed(true);
    for (Path document : Documents.all()) {
      for (List<String> command : Documents.commands(document)) {
        found++;
        try {
          program.parseArgs(placeholdersFilled(command));
        } catch (CommandLine.ParameterException e) {
          throw new AssertionError(document + ": " + command, e);
        }
      }
    }
    assertThat(found).isGreaterThan(150);
  }

  /** With numbers where a text says N. */
  private static String[] placeholdersFilled(List<String> command) {
    return command.stream().map(word -> word.equals("N") ? "1" : word).toArray(String[]::new);
  }

  @Test
  void everyPathExists() throws IOException {
    Pattern path = Pattern.compile("`([\\w.-]+/[\\w./-]*|[A-Z]+(?:\\.md)?)`");
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Path document : Documents.all()) {
      if (document.startsWith("docs/reference") || document.startsWith("experiments")) {
        continue;
      }
      Matcher matcher = path.matcher(Files.readString(document));
      while (matcher.find()) {
        String name = matcher.group(1);
        if (!isOfARun(name) && !NO_PATHS.contains(name)) {
          found++;
          if (!Files.exists(Path.of(name))) {
            missing.add(document + ": " + name);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(10);
  }

  /** Words in capitals that are names of other things. */
  private static final Set<String> NO_PATHS =
      Set.of(
          "KIND",
          "COST",
          "CHOICE",
          "FILE",
          "DIR",
          "NAME",
          "SETTING",
          "CSV",
          "HASWELL",
          "PYTHONPATH",
          "PASSIVE",
          "ID",
          "CHILD",
          "PICTURE",
          "WEIGHTS");

  @Test
  void theReadmeIsShortAndSaysWhatTheExampleAndTheBuildSay() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme.lines().count()).isLessThanOrEqualTo(130);
    String example = Files.readString(Path.of("examples/OwnImages.java"));
    String withoutImports = example.substring(example.indexOf("/**"));
    assertThat(readme).contains("```java\n" + withoutImports + "```");
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher artifact =
        Pattern.compile(
                "<groupId>(io.espalier)</groupId>\\s*<artifactId>(espalier)</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(pom);
    assertThat(artifact.find()).isTrue();
    assertThat(readme)
        .contains(
            "  <groupId>%s</groupId>\n  <artifactId>%s</artifactId>\n  <version>%s</version>\n"
                .formatted(artifact.group(1), artifact.group(2), artifact.group(3)));
    assertThat(Main.program(Catalogues.BUILT_IN).getCommandSpec().version())
        .containsExactly("espalier " + artifact.group(3));
    assertThat(Files.readString(Path.of("CITATION.cff"))).contains("version: " + artifact.group(3));
    assertThat(readme).contains("```sh\n./espalier quickstart\n```", "`mvn test`");
  }

  /** Paths within run folders, which the commands make. */
  private static boolean isOfARun(String name) {
    return Stream.of(
            "runs/",
            "target/",
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
    everyFileIsInTheReference(run);
    first
        .out()
        .lines()
        .map(line -> line.replaceFirst(" {2,}.*", ""))
        .forEach(ReadmeTest::isInTheReadme);
    Terminal second = Terminal.run(command.toArray(String[]::new));
    assertThat(second.code()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    Terminal other = Terminal.run("quickstart", "-w", run.toString(), "--set", "seed=2");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("seed 1, not 2");
  }

  private static void isInTheReadme(String label) {
    try {
      assertThat(Files.readString(Path.of("README.md"))).contains("\n" + label + " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a guide imports lies where its command says. */
  private static boolean isOfTheRun(Path file) {
    return !file.startsWith("trained");
  }

  private static void everyFileIsInTheReference(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .map(run::relativize)
              .filter(ReadmeTest::isOfTheRun)
              .toList()) {
        assertThat(RunFile.all()).as("%s in run-folder.yaml", file).anyMatch(f -> f.matches(file));
      }
    }
  }

  @Test
  @Tag("slow")
  void theReadmesCommandsRunAsWritten() throws Exception {
    writeImages(folder.resolve("images"));
    Files.copy(folder.resolve("images/class0/0.png"), folder.resolve("cat.jpg"));
    runAll(List.of("README.md"));
    assertThat(folder.resolve("runs/mine/retrain/result.json")).isNotEmptyFile();
  }

  @Test
  @Tag("slow")
  void theGuidesCommandsRunAsWritten() throws Exception {
    writeImages(folder.resolve("images"));
    runAll(GUIDES);
    for (String file :
        List.of(
            "runs/mine/report.html",
            "runs/mine/retrain/result.json",
            "runs/mine/search/small/trials.csv",
            "runs/scratch/search/lanas/trials.csv",
            "runs/own/search/lanas/trials.csv",
            "runs/text/retrain/result.json",
            "runs/mine/trained/child.yaml",
            "mine.yaml")) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
    everyFileIsInTheReference(folder.resolve("runs/mine"));
  }

  /** Runs each command once, with settings that make it small. */
  private void runAll(List<String> documents) throws Exception {
    Set<List<String>> run = new HashSet<>();
    for (String document : documents) {
      for (List<String> command : Documents.commands(Path.of(document))) {
        // The first takes minutes and has a test of its own; the others want the project's folder.
        boolean elsewhere =
            List.of("quickstart", "experiment", "explain", "doctor").contains(command.get(0))
                || command.stream().anyMatch(word -> word.matches("supernet/.*"));
        boolean open = command.stream().anyMatch(word -> word.matches(".*\\b(FILE|DIR|N)\\b.*"));
        if (!elsewhere && !open && run.add(command)) {
          run(small(command));
        }
      }
    }
    assertThat(run).hasSizeGreaterThan(documents.size() * 3);
  }

  private static List<String> small(List<String> command) {
    List<String> small = new ArrayList<>(command);
    int budget = small.indexOf("--evaluations");
    if (budget > 0) {
      small.set(budget + 1, "6");
    }
    if (command.get(0).equals("bench")) {
      small.addAll(List.of("--children", "3", "--batch", "8"));
    }
    boolean begins = List.of("validate", "train").contains(command.get(0));
    if (command.contains("--config") && (begins || command.contains("--evaluate"))) {
      List<String> settings = new ArrayList<>(SMALL);
      // A text has characters in the place of images.
      if (command.contains("data.source=sample-text")) {
        settings.addAll(
            List.of(
                "data.training_images=20000",
                "data.sequence_length=16",
                "search.validation_images=2000"));
      }
      for (String setting : settings) {
        small.addAll(List.of("--set", setting));
      }
    }
    return small;
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
