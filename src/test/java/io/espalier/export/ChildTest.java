package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.supernet.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

  @TempDir Path folder;

  private Path weights;
  private Path plan;

  @BeforeEach
  void export() {
    weights = folder.resolve("child.safetensors");
    plan = folder.resolve("plan.json");
    try (Child child = Children.random(1)) {
      new SafetensorsExporter().export(child, folder);
    }
  }

  @Test
  void isTheSameAfterLoading() {
    try (Child child = Children.random(1);
        Child loaded = Child.load(folder, Device.cpu())) {
      assertThat(loaded.plan()).isEqualTo(child.plan());
      assertThat(loaded.about()).isEqualTo(child.about());
      Batch batch = Children.images(child.plan().input(), 8).get(0);
      assertThat(loaded.network().logits(batch))
          .containsExactlyElementsOf(child.network().logits(batch));
    }
  }

  private void assertRefused(String... messages) {
    assertThatThrownBy(() -> Child.load(folder, Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContainingAll(messages);
  }

  @Test
  void refusesAFolderThatIsNoExport() throws IOException {
    Files.delete(plan);
    assertRefused("plan.json is missing");
    Files.delete(weights);
    assertRefused("child.safetensors is missing");
    assertThatThrownBy(() -> Child.load(folder.resolve("none"), Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void refusesAPlanThatTheWeightsWereNotWrittenWith() throws IOException {
    String text = Files.readString(plan);
    Files.writeString(plan, text.replace("\"kind\":\"MAX\"", "\"kind\":\"AVERAGE\""));
    assertRefused("is not the plan that these weights were written with");
    Files.writeString(plan, text.substring(0, text.length() / 2));
    assertRefused("plan.json", "it is no JSON");
    Files.write(plan, new byte[] {(byte) 0xff, 0, 1});
    assertRefused("plan.json");
    Files.writeString(plan, text.replace("\n", "\n  "));
    Child.load(folder, Device.cpu()).close();
  }

  @Test
  void refusesChangedNumbers() throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 3] ^= 1;
    Files.write(weights, bytes);
    assertRefused("it was changed after it was written");
  }

  private void rewrite(Map<String, String> header, List<Safetensors.Entry> tensors) {
    Safetensors.write(weights, header, tensors);
  }

  @Test
  void refusesForeignAndIncompleteFiles() {
    Safetensors content = Safetensors.read(weights);
    List<Safetensors.Entry> tensors = new ArrayList<>(content.tensors().values());
    rewrite(Map.of("format", "pt"), tensors);
    assertRefused("it is not the weights of an exported child");

    Map<String, String> header = new LinkedHashMap<>(content.metadata());
    rewrite(header, tensors.subList(1, tensors.size()));
    assertRefused("the file has no tensor");

    header.put("child", header.get("child").replace("\"classes\":[\"cat\",", "\"classes\":["));
    rewrite(header, tensors);
    assertRefused("2 names for 3 classes");

    header.put("child", content.metadata().get("child").replace("\"0-1\"", "\"0-true\""));
    rewrite(header, tensors);
    assertRefused("'0-true' is no architecture id");

    header.put("child", content.metadata().get("child").replace("\"mask\"", "\"msak\""));
    rewrite(header, tensors);
    assertRefused("the description in its header", "mask");

    header.remove("child");
    rewrite(header, tensors);
    assertRefused("the description in its header");

    header.putAll(content.metadata());
    rewrite(header, tensors);
    Child.load(folder, Device.cpu()).close();
  }
}
