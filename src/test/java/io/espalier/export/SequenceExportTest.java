package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.data.TextReader;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.RecurrentBlueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.TextEvaluator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The law for networks that read texts: masked supernet, cut child and PyTorch module agree. */
class SequenceExportTest {

  private static final List<String> TOKENS = List.of("<unknown>", "\n", "\"", "a", "é", "\\");

  private final RecurrentBlueprint blueprint =
      new RecurrentBlueprint(new Scale(7, 1, Shape.features(1), TOKENS.size()));
  private final TextReader text =
      new TextReader(new Seed(4).generator().ints(401, 0, TOKENS.size()).toArray(), 4, 30);

  @TempDir Path folder;

  private SequenceExport export() {
    return new SequenceExport(blueprint, text, TOKENS, Children.provenance(1), 1e-4);
  }

  @Test
  void randomChildrenAgreeWithTheMaskedSupernet() {
    RandomGenerator random = new Seed(9).generator();
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(2))) {
      supernet.weights().all().values().forEach(array -> array.muli(5));
      for (int n = 0; n < 10; n++) {
        Architecture architecture = blueprint.space().sample(random);
        Plan plan = blueprint.plan(architecture);
        double masked =
            TextEvaluator.score(new SequenceRunner(plan), supernet.weights(), text).loss();
        Path target = folder.resolve(architecture.id());
        SequenceExport.Written written =
            export().write(architecture, supernet.weights(), "masked supernet", target, false);
        assertThat(written.score().lossNats()).isEqualTo(masked);
        assertThat(written.score().perplexity()).isCloseTo(Math.exp(masked), within(1e-9));
        assertThat(LanguageScore.read(target)).isEqualTo(written.score());
        assertThat(Manifest.read(target)).isEqualTo(written.manifest());
        try (Child child = Child.load(target, Device.cpu())) {
          assertThat(child.about().architecture()).isEqualTo(architecture.id());
          assertThat(child.weights().all()).hasSize(1 + 2 * 10);
          assertThat(
                  TextEvaluator.score(new SequenceRunner(child.plan()), child.weights(), text)
                      .loss())
              .isCloseTo(masked, within(1e-5));
        }
      }
    }
  }

  @Test
  void anExportIsNotReplacedUnasked() {
    Architecture architecture = blueprint.space().parse("0-0-0-0-0-0-0-0");
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(2))) {
      export()
          .write(architecture, supernet.weights(), "masked supernet", folder.resolve("x"), false);
      assertThatThrownBy(
              () ->
                  export()
                      .write(
                          architecture,
                          supernet.weights(),
                          "masked supernet",
                          folder.resolve("x"),
                          false))
          .isInstanceOf(InputError.class);
    }
  }

  /** Runs the module where a Python with PyTorch is; elsewhere its text alone is looked at. */
  @Test
  void theModuleComputesTheSame() throws IOException, InterruptedException {
    Architecture architecture = blueprint.space().parse("1-6-9-3-16-20-2-27");
    Path target = folder.resolve("child");
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(2))) {
      export().write(architecture, supernet.weights(), "masked supernet", target, false);
      String module = Files.readString(target.resolve(SequenceModule.FILE));
      assertThat(module)
          .contains("self.cell_state0_linear = nn.Linear(14, 14)")
          .contains("\"\\\"\", \"a\", \"é\", \"\\\\\"]")
          .contains("cell_mean = torch.stack([")
          .contains("return head_linear, {\"cell_hidden\": cell_output}")
          .doesNotContain("@");
      Assumptions.assumeTrue(python("import torch").isEmpty(), "no Python with PyTorch");
      StringBuilder inputs = new StringBuilder();
      StringBuilder targets = new StringBuilder();
      for (int step = 0; step < 30; step++) {
        inputs.append(text.batch(0).inputs().get(4 * step)).append(',');
        targets.append(text.batch(0).targets().get(4 * step)).append(',');
      }
      String script =
          "import sys; sys.path.insert(0, %s); import torch, model; m = model.load(%s);"
                  .formatted(quoted(target), quoted(target.resolve("child.safetensors")))
              + " l, _ = m(torch.tensor([%s]).view(-1, 1));".formatted(inputs)
              + " print(torch.nn.functional.cross_entropy(l[:, 0], torch.tensor([%s])).item())"
                  .formatted(targets);
      double expected =
          TextEvaluator.score(
                  new SequenceRunner(blueprint.plan(architecture)),
                  supernet.weights(),
                  new TextReader(first(), 1, 30))
              .loss();
      assertThat(Double.parseDouble(python(script).strip())).isCloseTo(expected, within(1e-5));
    }
  }

  private int[] first() {
    int[] tokens = new int[31];
    for (int step = 0; step < 30; step++) {
      tokens[step] = (int) text.batch(0).inputs().get(4 * step);
      tokens[step + 1] = (int) text.batch(0).targets().get(4 * step);
    }
    return tokens;
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }

  /** What a script prints, errors included. */
  private static String python(String script) throws IOException, InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "-c", script);
      builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1"));
      Process process = builder.redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return printed;
    } catch (IOException e) {
      return e.toString();
    }
  }
}
