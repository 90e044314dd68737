package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.settings.Artifact;
import io.espalier.settings.Settings;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ElasticSpace;
import io.espalier.supernet.elastic.WarmStart;
import io.espalier.supernet.train.Training;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartTest {

  @TempDir Path folder;

  private final Blueprint blueprint = ElasticSpace.blueprint();
  private final Plan small =
      blueprint.plan(
          ElasticSpace.last(blueprint, List.of("layer0 kernel", "layer0 expand", "stage1 width")));

  private Weights random(long seed) {
    return Weights.initialise(blueprint, Device.cpu(), new Seed(seed));
  }

  /** A file with the weights of the small network, under changed names. */
  private Path file(Map<String, String> renamed, List<Safetensors.Entry> more) {
    Path file = folder.resolve("small.safetensors");
    List<Safetensors.Entry> entries = new ArrayList<>(more);
    try (Weights all = random(5);
        Weights own = all.copyFor(small)) {
      for (Safetensors.Entry entry : own.entries()) {
        String name = renamed.getOrDefault(entry.name(), entry.name());
        entries.add(new Safetensors.Entry(name, entry.type(), entry.shape(), entry.data()));
      }
      Safetensors.write(file, Map.of(), entries);
    }
    return file;
  }

  private static Map<String, ByteBuffer> values(Weights weights) {
    Map<String, ByteBuffer> values = new HashMap<>();
    weights.entries().forEach(entry -> values.put(entry.name(), entry.data().get()));
    return values;
  }

  @Test
  void aSmallerNetworkIsFoundAgainInItsSlicesAndTheRestStays() {
    Path file = file(Map.of(), List.of());
    try (Weights weights = random(6);
        Weights other = random(5);
        Weights before = random(6)) {
      WarmStart.Taken taken = new WarmStart(file.toString(), "").into(weights);
      assertThat(taken.slices()).isPositive().isLessThan(taken.tensors());
      assertThat(taken.tensors() + taken.fresh()).isEqualTo(weights.all().size());
      try (Weights own = weights.copyFor(small);
          Weights expected = other.copyFor(small)) {
        assertThat(own.hash()).isEqualTo(expected.hash());
      }
      // What is around the slice, and what the network does not have.
      float[] kernel = weights.get("stage0.layer0.depthwise.conv", "weight").toFloatArray();
      float[] drawn = before.get("stage0.layer0.depthwise.conv", "weight").toFloatArray();
      for (int v = 0; v < kernel.length; v++) {
        int row = v % 25 / 5;
        int column = v % 5;
        boolean inside = row % 4 != 0 && column % 4 != 0 && v / 25 < 16;
        assertThat(kernel[v] == drawn[v]).isEqualTo(!inside);
      }
      assertThat(values(weights).get("stage2.layer6.dense.conv.weight"))
          .isEqualTo(values(before).get("stage2.layer6.dense.conv.weight"));
    }
  }

  @Test
  void namesOfAnotherProgramAreTranslated() throws IOException {
    Map<String, String> torch =
        Map.of(
            "stem.conv.weight", "features.0.0.weight",
            "stem.norm.weight", "features.0.1.weight",
            "stem.norm.bias", "features.0.1.bias",
            "stem.norm.running_mean", "features.0.1.running_mean",
            "stem.norm.running_var", "features.0.1.running_var");
    Safetensors.Entry counter =
        new Safetensors.Entry(
            "features.0.1.num_batches_tracked",
            Safetensors.Type.I64,
            List.of(),
            () -> ByteBuffer.allocate(8));
    Path file = file(torch, List.of(counter));
    String before = new WarmStart(file.toString(), "").hash();
    Path csv = folder.resolve("names.csv");
    Files.writeString(
        csv, "theirs,ours\nfeatures.0.0.weight,stem.conv.weight\nfeatures.0.1,stem.norm\n");
    Path yaml = folder.resolve("names.yaml");
    Files.writeString(yaml, "features.0.0: stem.conv\nfeatures.0.1: stem.norm\n");
    for (Path names : List.of(csv, yaml)) {
      WarmStart start = new WarmStart(file.toString(), names.toString());
      assertThat(start.hash()).isNotEqualTo(before);
      try (Weights weights = random(6);
          Weights other = random(5)) {
        start.into(weights);
        try (Weights own = weights.copyFor(small);
            Weights expected = other.copyFor(small)) {
          assertThat(own.hash()).isEqualTo(expected.hash());
        }
      }
    }
    Files.writeString(yaml, "features.0.0: stem.conv\nfeatures.0.1: stem.norm\nfeatures.9: head\n");
    refused(file, yaml.toString(), "names features.9, but");
    Files.writeString(yaml, "features.0.0: stem.conv\nfeatures.0.1: stem.conv\n");
    refused(file, yaml.toString(), "would both be stem.conv.weight here");
    refused(file, "", "features.0.0.weight");
  }

  private void refused(Path file, String names, String says) {
    try (Weights weights = random(6)) {
      String before = weights.hash();
      assertThatThrownBy(() -> new WarmStart(file.toString(), names).into(weights))
          .isInstanceOf(InputError.class)
          .hasMessageContaining(says);
      assertThat(weights.hash()).isEqualTo(before);
    }
  }

  @Test
  void sizesThatAreNoSlicesAreRefused() {
    for (List<Integer> shape :
        List.of(List.of(32, 1, 4, 4), List.of(33, 1, 5, 5), List.of(32, 25))) {
      Path file = folder.resolve("odd.safetensors");
      int count = shape.stream().reduce(1, (a, b) -> a * b);
      Safetensors.write(
          file,
          Map.of(),
          List.of(
              new Safetensors.Entry(
                  "stage0.layer0.depthwise.conv.weight",
                  Safetensors.Type.F32,
                  shape,
                  () -> ByteBuffer.allocate(4 * count))));
      refused(file, "", "stage0.layer0.depthwise.conv.weight is F32 " + shape);
    }
  }

  private Configuration configuration(Path work, String start) throws IOException {
    Path space = folder.resolve("elastic.yaml");
    Files.writeString(space, ElasticSpace.YAML);
    Configuration configuration = Configuration.defaults();
    for (String setting :
        List.of(
            "space.name=" + space,
            "work_dir=" + work,
            "threads=1",
            "data.image_size=12",
            "data.training_images=160",
            "supernet.channels=8",
            "train.strategy=progressive_shrinking",
            "train.epochs=4",
            "train.batch_size=16",
            "train.warmup_epochs=0",
            "train.warm_start=" + start)) {
      configuration = configuration.set(setting);
    }
    return configuration;
  }

  private static String trained(Settings settings, int stop, boolean resume) {
    Progress progress = stop > 0 ? new StopAfter(stop) : Progress.SILENT;
    try (Run run = Run.open(settings, progress)) {
      new Train(run).run("espalier train", resume);
    }
    Map<String, Safetensors.Entry> tensors =
        Safetensors.read(Training.last(Path.of(settings.workDir()))).tensors();
    return tensors.values().stream().map(t -> t.data().get().hashCode()).toList().toString();
  }

  @Test
  void aRunBeginsWithTheWeightsResumesExactlyAndSaysSo() throws IOException {
    Path first = folder.resolve("first");
    trained(configuration(first, "").values(), 0, false);
    Path given = folder.resolve("given.safetensors");
    Files.copy(Training.last(first), given);
    String cold = configuration(first, "").values().hash(Artifact.SUPERNET);

    Path whole = folder.resolve("whole");
    Settings settings = configuration(whole, given.toString()).values();
    String expected = trained(settings, 0, false);
    String hash = settings.train().warmStartHash();
    assertThat(hash).hasSize(64);
    assertThat(settings.hash(Artifact.SUPERNET)).isNotEqualTo(cold);
    assertThat(Safetensors.read(Training.last(whole)).metadata()).containsEntry("warm_start", hash);
    assertThat(Provenance.read(whole.resolve("provenance.json")).what()).contains(hash);
    assertThat(expected)
        .isNotEqualTo(trained(configuration(folder.resolve("c"), "").values(), 0, false));

    // Elsewhere it is the same file, and once it was read it need not be there.
    Path moved = folder.resolve("moved.safetensors");
    Files.move(given, moved);
    Path parts = folder.resolve("parts");
    Settings again = configuration(parts, moved.toString()).values();
    assertThat(again.hash(Artifact.SUPERNET)).isEqualTo(settings.hash(Artifact.SUPERNET));
    trained(again, 11, false);
    Files.delete(moved);
    Settings kept = Configuration.read(parts.resolve("config.yaml")).values();
    assertThat(YamlText.tree(kept)).isEqualTo(YamlText.tree(again));
    assertThat(trained(kept, 0, true)).isEqualTo(expected);

    Path late = folder.resolve("late");
    Files.copy(Training.last(first), given);
    Settings named = configuration(late, given.toString()).values();
    Files.copy(Training.last(whole), moved);
    Files.move(moved, given, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> trained(named, 0, false))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("was changed since");
    assertThatThrownBy(() -> configuration(late, "nowhere.safetensors"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("nowhere.safetensors");
  }
}
