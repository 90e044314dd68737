package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupernetTest {

  @TempDir Path folder;

  private final Blueprint blueprint = TinyBlueprint.of(4, 3);

  @Test
  void aSavedSupernetIsReadBackBitByBit() {
    Path file = folder.resolve("weights.safetensors");
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      supernet.save(file, Map.of("seed", "1"));
      try (Supernet read = Supernet.load(file, blueprint, Device.cpu())) {
        assertThat(read.metadata()).containsEntry("seed", "1").containsEntry("space", "tiny");
        assertThat(read.weights().all().keySet()).isEqualTo(supernet.weights().all().keySet());
        read.weights()
            .all()
            .forEach(
                (name, array) ->
                    assertThat(array.toFloatArray())
                        .isEqualTo(supernet.weights().all().get(name).toFloatArray()));
      }
    }
  }

  @Test
  void aSupernetOfAnotherWidthOrSpaceIsRefused() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      supernet.save(file, Map.of());
    }
    assertThatThrownBy(() -> Supernet.load(file, TinyBlueprint.of(8, 3), Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("its channels is 4, but 8 is configured");
    assertThatThrownBy(
            () -> Supernet.load(file, new TinyBlueprint(blueprint.scale(), 3), Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("blueprint");

    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Supernet.load(file, blueprint, Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void aFileWithoutOneTensorIsRefused() {
    Path file = folder.resolve("weights.safetensors");
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      Safetensors.write(
          file,
          Supernet.identity(blueprint),
          supernet.weights().entries().stream()
              .filter(entry -> !entry.name().equals("head.bias"))
              .toList());
    }
    assertThatThrownBy(() -> Supernet.load(file, blueprint, Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no tensor head.bias");
  }

  @Test
  void initialValuesDependOnSeedAndPathOnly() {
    Blueprint deeper = new TinyBlueprint(blueprint.scale(), 3);
    try (Weights a = Weights.initialise(blueprint, Device.cpu(), new Seed(1));
        Weights b = Weights.initialise(deeper, Device.cpu(), new Seed(1));
        Weights c = Weights.initialise(blueprint, Device.cpu(), new Seed(2))) {
      float[] weight = a.get("layer1.conv_3x3.conv", "weight").toFloatArray();
      assertThat(b.get("layer1.conv_3x3.conv", "weight").toFloatArray()).isEqualTo(weight);
      assertThat(c.get("layer1.conv_3x3.conv", "weight").toFloatArray()).isNotEqualTo(weight);
      assertThat(a.get("layer0.conv_3x3.conv", "weight").toFloatArray()).isNotEqualTo(weight);
      assertThat(a.get("stem.bn", "running_var").toFloatArray()).containsOnly(1f);
      assertThat(a.get("stem.bn", "bias").toFloatArray()).containsOnly(0f);
    }
  }

  @Test
  void convolutionsStartWithTheVarianceOfHe() {
    Blueprint wide = TinyBlueprint.of(64, 3);
    try (Weights weights = Weights.initialise(wide, Device.cpu(), new Seed(1))) {
      float[] values = weights.get("layer0.conv_3x3.conv", "weight").toFloatArray();
      double squares = 0;
      for (float value : values) {
        squares += value * value;
      }
      // 36,864 normal values: the mean square is within 3 % of 2 / (64 * 9) at 4 standard errors.
      assertThat(squares / values.length / (2.0 / (64 * 9))).isBetween(0.97, 1.03);
    }
  }

  @Test
  void aCopyIsTheLeadingSliceAndItsOwn() {
    Blueprint narrow = TinyBlueprint.of(2, 3);
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1));
        Weights copy = weights.copyFor(narrow.plan(narrow.covering().get(1)))) {
      NDArray large = weights.get("layer0.conv_3x3.conv", "weight");
      NDArray small = copy.get("layer0.conv_3x3.conv", "weight");
      assertThat(small.getShape().getShape()).containsExactly(2, 2, 3, 3);
      assertThat(small.toFloatArray()).isEqualTo(large.get(":2,:2").toFloatArray());
      float[] before = large.toFloatArray();
      small.addi(1);
      assertThat(large.toFloatArray()).isEqualTo(before);
      assertThatThrownBy(() -> copy.get("layer0.pool_conv_1x1.conv", "weight"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
