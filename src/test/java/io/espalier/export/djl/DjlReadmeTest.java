package io.espalier.export.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.espalier.data.Normalisation;
import io.espalier.data.text.TextReader;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.export.Children;
import io.espalier.export.PlanSequence;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.RecurrentBlueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Weights;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of texts' READMEs in a Java that does not know Espalier. */
@Tag("slow")
class DjlReadmeTest {

  @TempDir Path folder;

  @Test
  void theProgramOfATextsReadmeContinuesItAsTheChildDoes() throws Exception {
    List<String> tokens = List.of("<unknown>", "a", "b", "c", "d");
    RecurrentBlueprint blueprint =
        new RecurrentBlueprint(new Scale(6, 1, Shape.features(1), tokens.size()));
    Architecture architecture = blueprint.space().parse("1-6-9-3-16-20-2-27");
    Plan plan = blueprint.plan(architecture).live();
    ChildDescription about =
        new ChildDescription(
            "recurrent",
            architecture.id(),
            "0",
            blueprint.scale(),
            new Normalisation(List.of(0f), List.of(1f)),
            tokens,
            Children.provenance(1));
    StringBuilder expected = new StringBuilder();
    Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
    weights.all().values().forEach(array -> array.muli(5));
    try (Child child = new Child(plan, weights, about);
        PlanSequence network = new PlanSequence(plan, weights)) {
      new DjlExporter().export(child, folder);
      int[] text = {1, 2, 0};
      while (expected.length() < 100) {
        float[] logits = network.logits(new TextReader(text, 1, text.length - 1).batch(0));
        int best = 0;
        for (int token = 1; token < tokens.size(); token++) {
          int last = logits.length - tokens.size();
          best = logits[last + token] > logits[last + best] ? token : best;
        }
        expected.append(tokens.get(best));
        text = new int[] {best, 0};
      }
    }
    assertThat(expected.chars().distinct().count()).isGreaterThan(1);
    Path program = folder.resolve("Continue.java");
    Files.writeString(program, code(Files.readString(folder.resolve("djl/README.md"))));
    List<String> lines = run(program, folder.resolve("djl").toString(), "ab");
    assertThat(lines).last().asString().startsWith(expected.toString());
  }

  private static String code(String readme) {
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static List<String> run(Path program, String model, String what)
      throws IOException, InterruptedException {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                libraries,
                program.toString(),
                model,
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
