package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up results in the release's form. */
class AccelNasBenchTest {

  private static final int[] EXPANSIONS = {1, 6, 6, 6, 6, 6, 6};
  private static final int[] KERNELS = {3, 3, 5, 3, 5, 5, 3};
  private static final int[] LAYERS = {1, 2, 2, 3, 3, 4, 1};

  private final SearchSpace space = SpaceKinds.ALL.named("accel_nasbench").space();

  @TempDir Path folder;

  private static String result(int layersOfTheSecond, double accuracy) {
    StringBuilder architecture = new StringBuilder();
    for (int b = 0; b < LAYERS.length; b++) {
      int layers = b == 1 ? layersOfTheSecond : LAYERS[b];
      architecture.append(
          "%s\"block%d_e\": %d, \"block%2$d_k\": %d, \"block%2$d_l\": %d, \"block%2$d_se\": true"
              .formatted(b == 0 ? "" : ", ", b, EXPANSIONS[b], KERNELS[b], layers));
    }
    return """
        {"architecture": {%s},
         "metrics": {"val_top1": %s, "val_top5": 80.5, "train_time": 2148},
         "platform_perf": {"throughput_a100": {"throughput_mean": 900.5, "throughput_std": null}}}
        """
        .formatted(architecture, accuracy);
  }

  private Path archive(String... results) throws IOException {
    Path file = folder.resolve("results.tar.gz");
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int n = 0; n < results.length; n++) {
        byte[] text = results[n].getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("anb/result_%d.json".formatted(n));
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  @Test
  void anArchiveIsATable() throws IOException {
    Table table = Table.read(space, archive(result(2, 65.25), result(3, 66.5), result(2, 64.0)));
    assertThat(table.space().listing().orElseThrow()).hasSize(2);
    Architecture best =
        table.space().listing().orElseThrow().stream()
            .filter(a -> table.truth(table.accuracy().orElseThrow()).applyAsDouble(a) == 66.5)
            .findFirst()
            .orElseThrow();
    assertThat(space.choices().get(4).name()).isEqualTo("stage1 depth");
    assertThat(best.pick(4)).isEqualTo(2);
    assertThat(table.columns())
        .contains("val_top1", "train_time", "throughput_a100.throughput_mean");
  }

  /** EfficientNet-B0 is one of them. */
  @Test
  void theArchitectureIsThatOfTheCounts() throws IOException {
    Files.writeString(folder.resolve("result_1.json"), result(2, 65.25));
    Table table = Table.read(space, folder);
    Architecture b0 = table.space().listing().orElseThrow().get(0);
    assertThat(CostModel.params(SpaceKinds.ALL.named("accel_nasbench").blueprint().plan(b0)))
        .isEqualTo(5_288_548);
  }

  @Test
  void mistakesAreExplained() throws IOException {
    assertThatThrownBy(() -> Table.read(space, archive("{")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("anb/result_0.json");
    assertThatThrownBy(() -> Table.read(space, archive("{}")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no object 'architecture'");
    assertThatThrownBy(() -> Table.read(space, archive(result(7, 60))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("block1_l");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Table.read(space, empty))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no files *.json");
  }
}
