package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.data.Normalisation;
import io.espalier.export.djl.DjlExporter;
import io.espalier.export.onnx.OnnxExporter;
import io.espalier.export.onnx.OnnxOptions;
import io.espalier.export.pytorch.PyTorchExporter;
import io.espalier.export.pytorch.Pythons;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import io.espalier.supernet.Weights;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The programs that the READMEs of exports print give the probabilities that Espalier gives, from
 * picture files of every kind, without Espalier. Classes have names that are hard to write.
 */
@Tag("slow")
class PictureProgramsTest {

  private static final List<String> CLASSES =
      List.of("a, b; c", "\"quoted\" 'name' \\n", "<b>&amp;%d {x}", " space ", "日本 😀");

  private static final Path KINDS = Path.of("src/test/resources/io/espalier/data/pictures");

  @TempDir Path folder;

  private final List<Path> pictures = new ArrayList<>();

  @BeforeEach
  void gatherPictures() throws IOException {
    Path made = Files.createDirectory(folder.resolve("made up"));
    pictures.addAll(ProofPictures.write(made, new Seed(3), 32, 32));
    try (Stream<Path> kinds = Files.list(KINDS)) {
      kinds
          .filter(file -> file.toString().matches(".*\\.(jpg|png)"))
          .sorted()
          .map(Path::toAbsolutePath)
          .forEach(pictures::add);
    }
    assertThat(pictures).hasSizeGreaterThan(45);
  }

  @ParameterizedTest
  @CsvSource({"3,32,32", "1,16,16", "3,20,28"})
  void everyProgramSeesWhatEspalierSees(int channels, int height, int width) throws Exception {
    Map<Path, double[]> expected = new TreeMap<>();
    try (Child child = child(new Shape(channels, height, width))) {
      for (Exporter format :
          List.of(
              new DjlExporter(),
              new OnnxExporter(new OnnxOptions(true, true)),
              PyTorchExporter.provedWith(Pythons.any()))) {
        format.export(child, folder);
      }
      pictures.forEach(picture -> expected.put(picture, child.probabilities(picture)));
    }
    assertThat(expected.values().stream().map(p -> Math.round(p[0] * 50)).distinct().count())
        .as("the network tells the pictures apart")
        .isGreaterThan(5);
    assertSame(expected, java("djl"));
    assertSame(expected, java("onnx"));
    if (Pythons.withPillow().isPresent()) {
      Path program = folder.resolve("pytorch/classify.py");
      assertThat(code("pytorch", "python")).isEqualTo(Files.readString(program));
      assertSame(expected, run(List.of(Pythons.withPillow().get(), program.toString()), "."));
    }
  }

  /** With an option of ONNX that leaves the normalisation to the preparing model. */
  @ParameterizedTest
  @CsvSource("3,32,32")
  void theProgramOfAModelThatDoesNotNormaliseIsTheSame(int channels, int height, int width)
      throws Exception {
    Map<Path, double[]> expected = new TreeMap<>();
    try (Child child = child(new Shape(channels, height, width))) {
      new OnnxExporter(new OnnxOptions(false, false)).export(child, folder);
      pictures.forEach(picture -> expected.put(picture, child.probabilities(picture)));
    }
    assertSame(expected, java("onnx"));
  }

  /** A small network whose answers depend strongly on colours and places. */
  private static Child child(Shape input) {
    PlanBuilder builder = new PlanBuilder(input);
    int first = builder.add("a", new Op.Conv(input.channels(), 8, 3, 2, 1, 1, 1, true), 0);
    int relu = builder.add("b", Op.Activation.RELU, first);
    int second = builder.add("c", new Op.Conv(8, 8, 3, 2, 1, 1, 1, true), relu);
    int other = builder.add("d", Op.Activation.RELU, second);
    int mean = builder.add("e", new Op.GlobalAveragePool(), other);
    builder.add("classifier", new Op.Linear(8, CLASSES.size()), mean);
    Plan plan = builder.build();
    Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(5));
    weights.all().values().forEach(array -> array.muli(3));
    int channels = input.channels();
    return new Child(
        plan,
        weights,
        new ChildDescription(
            "test",
            "0-1",
            "1001",
            new Scale(8, 1, input, CLASSES.size()),
            new Normalisation(
                Collections.nCopies(channels, 0.45f), Collections.nCopies(channels, 0.25f)),
            CLASSES,
            Children.provenance(1)));
  }

  /** Compiles and runs the program of a folder as its README says. */
  private List<String> java(String format) throws Exception {
    Path target = folder.resolve(format);
    assertThat(code(format, "java")).isEqualTo(Files.readString(target.resolve("Classify.java")));
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    List<String> files = List.of("Picture.java", "PictureMarkers.java", "Classify.java");
    List<String> compile =
        new ArrayList<>(List.of(bin + "/javac", "-proc:none", "-cp", jars, "-d", "."));
    compile.addAll(files);
    process(compile, target);
    return run(
        List.of(
            bin + "/java",
            "-Dai.djl.offline=true",
            "-cp",
            jars + File.pathSeparator + ".",
            "Classify",
            "."),
        format);
  }

  private List<String> run(List<String> command, String where) throws Exception {
    List<String> all = new ArrayList<>(command);
    pictures.forEach(picture -> all.add(picture.toString()));
    return process(all, folder.resolve(where));
  }

  private List<String> process(List<String> command, Path where) throws Exception {
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
    return output.lines().toList();
  }

  private String code(String format, String language) throws IOException {
    String readme = Files.readString(folder.resolve(format).resolve("README.md"));
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static void assertSame(Map<Path, double[]> expected, List<String> lines) {
    assertThat(lines).hasSize(CLASSES.size() * expected.size());
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      assertThat(CLASSES).as(line).contains(parts[1]);
      double wanted = expected.get(Path.of(parts[0]))[CLASSES.indexOf(parts[1])];
      assertThat(Double.parseDouble(parts[2])).as(line).isCloseTo(wanted, within(5e-6));
    }
  }
}
