package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.progress.Progress;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTrainingTest {

  @TempDir Path folder;

  private static Configuration split(String choice) {
    Configuration configuration = Configuration.defaults();
    for (String setting :
        List.of(
            "threads=1",
            "space.name=nasbench201",
            "data.image_size=8",
            "data.training_images=200",
            "supernet.channels=4",
            "supernet.split=" + choice,
            "train.epochs=1",
            "train.whole_epochs=2",
            "train.warmup_epochs=0",
            "search.validation_images=50",
            "search.recalibration_images=64",
            "search.workers=1")) {
      configuration = configuration.set(setting);
    }
    return configuration;
  }

  @Test
  void eachOptionGetsWeightsOfItsOwnThatBeginWithTheWholeOnes() {
    Configuration configuration = split("edge 0>3");
    Settings settings = configuration.values().withWorkDir(folder.toString());
    try (Run run = Run.open(settings, Progress.SILENT)) {
      TrainingResult result = new Train(run).run("test", false);
      assertThat(result.finished()).isTrue();
      Map<String, Safetensors.Entry> whole =
          Safetensors.read(Training.last(folder.resolve("whole"))).tensors();
      try (Supernet supernet = TrainedSupernet.open(run)) {
        int moved = 0;
        int untouched = 0;
        for (Map.Entry<String, ?> tensor : supernet.weights().all().entrySet()) {
          String name = tensor.getKey();
          assertThat(name).matches("option[0-4]\\..*");
          ByteBuffer now = supernet.weights().all().get(name).toByteBuffer(false);
          boolean same = now.equals(whole.get(name.substring("option0.".length())).data().get());
          moved += same ? 0 : 1;
          untouched += same ? 1 : 0;
        }
        // Three steps train three paths, so most weights are as they were before the split.
        assertThat(moved).isPositive().isLessThan(untouched);
        Architecture architecture = Architecture.of("nasbench201", 3, 1, 2, 3, 1, 4);
        assertThat(TrainedSupernet.estimator(supernet, run).estimate(List.of(architecture)))
            .first()
            .isInstanceOf(Estimate.class);
      }
    }
  }

  @Test
  void aChoiceThatIsNotThereIsRefused() {
    Configuration configuration = split("edge 0>4");
    Run run = Run.without(configuration.values(), Catalogues.BUILT_IN, Progress.SILENT);
    assertThatThrownBy(() -> run.task().networks())
        .isInstanceOf(InputError.class)
        .hasMessageContaining("edge 0>3");
  }
}
