package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.espalier.cost.CostKinds;
import io.espalier.data.Normalisation;
import io.espalier.data.text.TextBatch;
import io.espalier.data.text.TextReader;
import io.espalier.data.text.Vocabulary;
import io.espalier.error.InputError;
import io.espalier.export.djl.DjlExporter;
import io.espalier.export.onnx.OnnxExporter;
import io.espalier.export.onnx.OnnxOptions;
import io.espalier.export.pytorch.PyTorchExporter;
import io.espalier.export.pytorch.Pythons;
import io.espalier.file.RecordJson;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.RecurrentBlueprint;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.Score;
import io.espalier.supernet.evaluate.TextEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law for networks that read texts: masked supernet, cut child and every exported format agree.
 */
class SequenceExportTest {

  private static final List<String> TOKENS = List.of("<unknown>", "\n", "\"", "a", "é", "\\");

  private final RecurrentBlueprint blueprint =
      new RecurrentBlueprint(new Scale(7, 1, Shape.features(1), TOKENS.size()));
  private final TextReader text =
      new TextReader(new Seed(4).generator().ints(401, 0, TOKENS.size()).toArray(), 4, 30);

  @TempDir Path folder;

  private SequenceExport export() {
    return export(blueprint, text, TOKENS);
  }

  private static SequenceExport export(
      RecurrentBlueprint blueprint, TextReader text, List<String> tokens) {
    List<Exporter> formats =
        List.of(
            new SafetensorsExporter(),
            new DjlExporter(),
            PyTorchExporter.provedWith(Pythons.any()),
            new OnnxExporter(new OnnxOptions(true, true)));
    return new SequenceExport(
        blueprint,
        text,
        tokens,
        Children.provenance(1),
        new ChildExport(formats, 1e-4, Progress.SILENT));
  }

  @Test
  void randomChildrenAgreeWithTheMaskedSupernet() {
    RandomGenerator random = new Seed(9).generator();
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(2))) {
      supernet.weights().all().values().forEach(array -> array.muli(3));
      for (int n = 0; n < 10; n++) {
        Architecture architecture = blueprint.space().sample(random);
        Plan plan = blueprint.plan(architecture);
        double masked =
            TextEvaluator.score(new SequenceRunner(plan), supernet.weights(), text).loss();
        Path target = folder.resolve(architecture.id());
        ChildExport.Written written =
            export().write(architecture, supernet.weights(), "masked supernet", target, false);
        LanguageScore score = LanguageScore.read(target);
        assertThat(score.lossNats()).isEqualTo(masked);
        assertThat(score.perplexity()).isCloseTo(Math.exp(masked), within(1e-9));
        assertThat(Manifest.read(target)).isEqualTo(written.manifest());
        assertThat(ProofReport.read(target)).isEqualTo(written.proof());
        assertThat(written.proof().proofs())
            .hasSize(Pythons.any().isPresent() ? 4 : 3)
            .allSatisfy(
                proof -> {
                  assertThat(proof.images()).isEqualTo(text.count());
                  assertThat(proof.crossEntropy()).isCloseTo(masked, within(1e-5));
                  assertThat(proof.referenceCrossEntropy()).isCloseTo(masked, within(1e-6));
                  assertThat(proof.largestDifference()).isLessThan(1e-4 * proof.logitRange());
                });
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

  @Test
  void whatComputesSomethingElseIsRefused() {
    Architecture architecture = blueprint.space().parse("1-6-9-3-16-20-2-27");
    Plan plan = blueprint.plan(architecture).live();
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(2));
        Supernet other = Supernet.initialise(blueprint, Device.cpu(), new Seed(3));
        Child child = new Child(plan, other.weights().copyFor(plan), about(architecture));
        PlanSequence reference = new PlanSequence(plan, supernet.weights())) {
      TextReference compared = new TextReference("masked supernet", reference, text);
      Score score = TextEvaluator.score(new SequenceRunner(plan), supernet.weights(), text);
      assertThatThrownBy(
              () -> export().export().write(child, score, compared, folder.resolve("x"), false))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("as safetensors its logits differ from the masked supernet's")
          .hasMessageContaining("cross-entropy");
      assertThat(folder.resolve("x")).doesNotExist();
    }
  }

  private ChildDescription about(Architecture architecture) {
    return new ChildDescription(
        "recurrent",
        architecture.id(),
        "0",
        blueprint.scale(),
        new Normalisation(List.of(0f), List.of(1f)),
        TOKENS,
        Children.provenance(1));
  }

  @Test
  void theProgramSaysWhatIsComputed() throws IOException {
    Path target = write("1-6-9-3-16-20-2-27");
    assertThat(target.resolve("pytorch/model.py"))
        .content()
        .contains("self.cell_state0_linear = nn.Linear(14, 14)")
        .contains("\"\\\"\", \"a\", \"é\", \"\\\\\"]")
        .contains("cell_mean = torch.stack([")
        .contains("return head_linear, {\"cell_hidden\": cell_output}")
        .doesNotContain("@");
    assertThat(target.resolve("djl/vocabulary.json"))
        .content()
        .isEqualTo("[\"<unknown>\",\"\\n\",\"\\\"\",\"a\",\"é\",\"\\\\\"]\n");
  }

  /** As others run it: any number of texts, of any length, and on from where it stopped. */
  @Test
  void theOnnxModelReadsAnyNumberOfTextsOfAnyLength() throws IOException, OrtException {
    Path target = write("1-6-9-3-16-20-2-27");
    Path model = target.resolve("onnx/model.onnx");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.toString());
        Child child = Child.load(target, Device.cpu())) {
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("space", "recurrent")
          .containsEntry("architecture", "1-6-9-3-16-20-2-27")
          .containsEntry("provenance", RecordJson.text(Children.provenance(1)))
          .hasEntrySatisfying(
              "vocabulary",
              json ->
                  assertThat(RecordJson.parse("it", json, Vocabulary.class).tokens())
                      .isEqualTo(TOKENS));
      assertThat(session.getInputNames()).containsExactlyInAnyOrder("tokens", "memory.cell.hidden");
      for (int texts : new int[] {1, 3}) {
        TextReader reader = new TextReader(text.beginning(60), texts, 60 / texts);
        TextBatch whole = reader.batch(0);
        float[] expected = new PlanSequence(child.plan(), child.weights()).logits(whole);
        float[][] memory = new float[texts][7];
        for (int step = 0; step < whole.steps(); step++) {
          long[][] tokens = new long[1][texts];
          for (int t = 0; t < texts; t++) {
            tokens[0][t] = whole.inputs().get(step * texts + t);
          }
          try (OnnxTensor in = OnnxTensor.createTensor(environment, tokens);
              OnnxTensor before = OnnxTensor.createTensor(environment, memory);
              OrtSession.Result result =
                  session.run(Map.of("tokens", in, "memory.cell.hidden", before))) {
            float[][][] logits = (float[][][]) result.get("logits").orElseThrow().getValue();
            memory = (float[][]) result.get("memory.cell.hidden.next").orElseThrow().getValue();
            for (int t = 0; t < texts; t++) {
              int from = (step * texts + t) * TOKENS.size();
              assertThat(logits[0][t])
                  .containsExactly(
                      Arrays.copyOfRange(expected, from, from + TOKENS.size()), within(1e-5f));
            }
          }
        }
      }
    }
  }

  @Test
  void theOnnxModelIsAboutAsLargeAsItsNumbers() throws IOException {
    List<String> tokens =
        IntStream.range(0, 90).mapToObj(c -> Character.toString(' ' + c)).toList();
    RecurrentBlueprint large =
        new RecurrentBlueprint(new Scale(128, 1, Shape.features(1), tokens.size()));
    try (Supernet supernet = Supernet.initialise(large, Device.cpu(), new Seed(2))) {
      Path target = folder.resolve("large");
      Manifest manifest =
          export(large, text, tokens)
              .write(
                  large.space().parse("0-0-0-0-0-0-0-0"),
                  supernet.weights(),
                  "masked supernet",
                  target,
                  false)
              .manifest();
      double bytes = 4e6 * manifest.costs().get(CostKinds.PARAMS);
      assertThat((double) Files.size(target.resolve("onnx/model.onnx")))
          .isBetween(bytes, 1.01 * bytes + 100_000);
    }
  }

  private Path write(String architecture) {
    Path target = folder.resolve("child");
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(2))) {
      export()
          .write(
              blueprint.space().parse(architecture),
              supernet.weights(),
              "masked supernet",
              target,
              false);
    }
    return target;
  }
}
