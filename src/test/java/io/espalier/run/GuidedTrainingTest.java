package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.settings.Settings;
import io.espalier.study.Journal;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuidedTrainingTest {

  @TempDir Path folder;

  private static Configuration small(String... settings) {
    Configuration configuration = Configuration.defaults();
    for (String setting :
        List.of(
            "threads=1",
            "space.name=nasbench201",
            "data.image_size=8",
            "data.training_images=500",
            "supernet.channels=4",
            "train.epochs=3",
            "train.warmup_epochs=0",
            "train.guide.rounds=2",
            "train.guide.evaluations=12",
            "train.guide.preferred=7",
            "search.validation_images=50",
            "search.batch_norm=batch",
            "search.batch_size=4",
            "search.workers=1")) {
      configuration = configuration.set(setting);
    }
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    return configuration;
  }

  private static TrainingResult train(
      Path where, Configuration configuration, boolean resume, Progress progress) {
    Settings settings = configuration.values().withWorkDir(where.toString());
    try (Run run = Run.open(settings, progress)) {
      return new Train(run).run("test", resume);
    }
  }

  @Test
  void aTreeIsAskedDuringTheTrainingAndAStoppedOneEndsTheSame() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    TrainingResult result = train(whole, small(), false, Progress.SILENT);
    assertThat(result.finished()).isTrue();
    assertThat(result.steps()).isEqualTo(3 * 6);
    for (int round = 1; round <= 2; round++) {
      Path at = whole.resolve("guide/round-" + round);
      assertThat(Files.readAllLines(at.resolve("preferred.csv"))).hasSize(1 + 7);
      assertThat(Journal.evaluations(at.resolve("journal.jsonl"))).isEqualTo(12);
    }
    TrainingResult last = null;
    for (int stop : new int[] {4, 9, 20, 3, Integer.MAX_VALUE}) {
      last = train(parts, small(), true, new StopAfter(stop));
    }
    assertThat(last.finished()).isTrue();
    assertThat(Files.readAllBytes(parts.resolve("guide/round-2/preferred.csv")))
        .isEqualTo(Files.readAllBytes(whole.resolve("guide/round-2/preferred.csv")));
    assertThat(tensors(parts)).isEqualTo(tensors(whole));
  }

  private static Map<String, ByteBuffer> tensors(Path run) {
    return Safetensors.read(Training.last(run)).tensors().values().stream()
        .collect(Collectors.toMap(Safetensors.Entry::name, entry -> entry.data().get()));
  }

  @Test
  void aStrategyThatDrawsNothingCannotBeGuided() {
    assertThatThrownBy(() -> train(folder, small("train.strategy=fair"), false, Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("draws no architectures that a tree could prefer");
  }
}
