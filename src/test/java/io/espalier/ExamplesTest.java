package io.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.Configuration;
import io.espalier.data.Batch;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.EstimatorContract;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherContract;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.zerocost.ScoreKind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code examples/} do what they say. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("examples");
  private static final int MOST_LINES = 40;

  @TempDir Path folder;

  @Test
  void ownImagesAreSearchedAndTheChildIsUsedWithoutEspalier() throws Exception {
    assertThat(Files.readAllLines(EXAMPLES.resolve("OwnImages.java")))
        .hasSizeLessThanOrEqualTo(MOST_LINES);
    Path images = folder.resolve("images");
    writeImages(images);
    Path run = folder.resolve("run");
    String printed = run("OwnImages", images.toString(), run.toString(), "16", "20", "8");
    assertThat(Trials.read(run.resolve("search/lanas/trials.csv"))).hasSize(8);
    Path child;
    try (Stream<Path> exports = Files.list(run.resolve("export"))) {
      child = exports.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    assertThat(printed).startsWith(child.getFileName() + ": ");
    assertThat(child.resolve("PROOF.md")).isNotEmptyFile();
    int right = 0;
    for (String name : List.of("blue", "green", "red")) {
      for (int number = 0; number < 3; number++) {
        String picture = images.resolve(name).resolve(number + ".png").toString();
        String said = run("UseChild", child.toString(), picture);
        assertThat(said).matches("DJL: (\\w+)\\RONNX Runtime: \\1\\R");
        right += said.startsWith("DJL: " + name) ? 1 : 0;
      }
    }
    // So short a training ends elsewhere with other native libraries: not all have to be right.
    assertThat(right).isGreaterThanOrEqualTo(6);
  }

  @Test
  void anOwnSpaceIsTrainedAndSearched() throws Exception {
    String printed = run("OwnSpace", folder.toString());
    assertThat(printed.lines())
        .hasSize(3)
        .allMatch(l -> l.matches("layer [0-2]: (conv_3x3|conv_5x5|depthwise_3x3|max_pool)"));
    assertThat(folder.resolve("checkpoints/last.safetensors")).isNotEmptyFile();
    List<Trial> trials = Trials.read(folder.resolve("search/lanas/trials.csv"));
    assertThat(trials).hasSize(12);
    Blueprint blueprint =
        ((SpaceKind) constant("OwnSpace")).blueprint(new Scale(4, 1, new Shape(1, 8, 8), 3));
    assertThat(blueprint.operations()).containsKeys("layer0.conv_5x5", "layer2.max_pool.norm");
  }

  @Test
  void anOwnSearcherSearches() throws Exception {
    String printed = run("OwnSearcher", folder.toString());
    assertThat(printed).startsWith("best of 30 by climb: ");
    assertThat(folder.resolve("search/climb/journal.jsonl")).content().contains("a neighbour of");
    assertThat(folder.resolve("config.yaml")).content().containsPattern("climb:\\s+random_share");
  }

  @Test
  void anOwnScoreHasAWeight() throws Exception {
    String printed = run("OwnScore", folder.toString());
    assertThat(printed).contains("2.0 spread").contains("1.0 log_synflow");
    assertThat(Trials.read(folder.resolve("search/evolution/trials.csv")))
        .hasSize(20)
        .allMatch(trial -> trial.state() == Trial.State.COMPLETE);
  }

  @Test
  void anOwnTableIsSearched() throws Exception {
    assertThat(run("OwnTable", folder.toString()).lines())
        .containsExactly("kernel: 3", "depth: 8", "width: wide");
  }

  @Test
  void theReadmeListsThemAll() throws IOException {
    String readme = Files.readString(EXAMPLES.resolve("README.md"));
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith(".java")))
          .hasSize(6)
          .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }
  }

  /** The example's searcher, made with the defaults that its settings' text gives. */
  @Nested
  class OwnSearcherKeepsTheContract implements SearcherContract {

    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      SearcherKind<?> kind = (SearcherKind<?>) constant("OwnSearcher");
      Catalogues catalogues =
          Catalogues.BUILT_IN.withSearchers(Catalogues.BUILT_IN.searchers().with(kind));
      Record own = Configuration.defaults(catalogues).values().search().own().get(kind.name());
      return kind.create(space, limits, own, seed);
    }
  }

  /** The example's score on small networks. */
  @Nested
  class OwnScoreKeepsTheContract implements EstimatorContract {

    @Override
    public Estimator estimator() {
      Batch images = TinyImages.reader(12, 3, 12, new Seed(1)).sequential(0);
      return ((ScoreKind) constant("OwnScore"))
          .factory()
          .create(
              new ScoreKind.Setting(
                  TinyBlueprint.of(4, 3), () -> images, PyTorch.device("cpu"), new Seed(1)));
    }

    @Override
    public List<Architecture> architectures() {
      return IntStream.range(0, 4).mapToObj(i -> Architecture.of("tiny", i / 2, i % 2)).toList();
    }
  }

  /**
   * Examples are in no package, so that they can be copied, and none can import them from there.
   */
  private static Object constant(String example) {
    try {
      return Class.forName(example).getField("KIND").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the program prints. */
  private static String run(String example, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      Class.forName(example).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Three classes of small noisy images, each of a colour of its own. */
  private static void writeImages(Path images) throws IOException {
    RandomGenerator random = new Seed(3).generator();
    List<String> names = List.of("blue", "green", "red");
    for (int c = 0; c < names.size(); c++) {
      Path classFolder = Files.createDirectories(images.resolve(names.get(c)));
      for (int i = 0; i < 40; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 64; p++) {
          image.setRGB(p % 8, p / 8, random.nextInt(128, 256) << (8 * c));
        }
        ImageIO.write(image, "png", classFolder.resolve(i + ".png").toFile());
      }
    }
  }
}
