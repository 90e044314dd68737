package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.espalier.data.text.TextReader;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.RecurrentBlueprint;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextStreamTest {

  private static final int TOKENS = 5;

  private final RecurrentBlueprint blueprint =
      new RecurrentBlueprint(new Scale(8, 1, Shape.features(1), TOKENS));

  @TempDir Path folder;

  @BeforeEach
  void oneThread() {
    PyTorch.useThreads(1);
  }

  /** Tokens that follow one another in a circle, so that all can be learned. */
  private static TextReader text() {
    int[] tokens = new int[4 * 40 + 1];
    for (int n = 0; n < tokens.length; n++) {
      tokens[n] = n % TOKENS;
    }
    return new TextReader(tokens, 4, 8);
  }

  private Training training(Weights weights, Path where, int epochs) {
    PlanSampler plans =
        PlanSampler.singlePath(blueprint, ArchitectureSampler.uniform(blueprint.space()));
    return new Training(
        weights,
        plans,
        new TextStream(text()),
        new Recipe(epochs, 4, 0.3, 0.9, 0, 0.5, 0, 0),
        Averaging.NONE,
        new Seed(3),
        where,
        Supernet.identity(blueprint),
        Optional.empty());
  }

  @Test
  void whatFollowsIsLearnedByAllArchitectures() {
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      TrainingResult result =
          SupernetTrainer.train(training(weights, folder, 30), false, Progress.SILENT);
      assertThat(result.steps()).isEqualTo(30 * 5);
      assertThat(result.loss()).isLessThan(0.2);
      assertThat(result.accuracyPercent()).isGreaterThan(95);
      assertThat(result.rollbacks()).isZero();
    }
  }

  /** What is remembered is part of the checkpoint: stopped within an epoch, nothing is lost. */
  @Test
  void aResumedTrainingEndsInTheSameBits() {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      SupernetTrainer.train(training(weights, whole, 3), false, Progress.SILENT);
    }
    for (int until : new int[] {3, 9, 15}) {
      try (Weights weights =
          Weights.initialise(blueprint, Device.cpu(), new Seed(until > 3 ? 2 : 1))) {
        SupernetTrainer.train(
            training(weights, parts, 3), until, until > 3, () -> {}, Progress.SILENT);
      }
    }
    Map<String, Safetensors.Entry> expected = Safetensors.read(Training.last(whole)).tensors();
    Map<String, Safetensors.Entry> actual = Safetensors.read(Training.last(parts)).tensors();
    assertThat(actual.keySet()).isEqualTo(expected.keySet()).contains("memory.cell.hidden");
    expected.forEach(
        (name, entry) -> {
          ByteBuffer found = actual.get(name).data().get();
          assertThat(found).as(name).isEqualTo(entry.data().get());
        });
  }
}
