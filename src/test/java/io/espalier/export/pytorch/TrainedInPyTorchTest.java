package io.espalier.export.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.Children;
import io.espalier.export.Pixels;
import io.espalier.supernet.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated program in the hands of a user of PyTorch, and the way back. */
class TrainedInPyTorchTest {

  /** One step of training, the state saved, and the logits of some images. */
  private static final String PROGRAM =
      """
      import sys
      import torch
      sys.path.insert(0, sys.argv[1])
      import load
      torch.manual_seed(1)
      network = load.load()
      before = network.classifier.weight.clone()
      network.train()
      optimizer = torch.optim.SGD(network.parameters(), lr=0.5, momentum=0.9)
      loss = torch.nn.functional.cross_entropy(
          network(torch.randn(20, 3, 12, 10)), torch.arange(20) % 3)
      loss.backward()
      optimizer.step()
      assert not torch.equal(before, network.classifier.weight)
      load.save(network, sys.argv[2])
      network.eval()
      images = torch.frombuffer(bytearray(open(sys.argv[3], "rb").read()), dtype=torch.float32)
      logits = network(images.reshape(-1, 3, 12, 10)).detach()
      open(sys.argv[4], "wb").write(logits.numpy().tobytes())
      """;

  @TempDir Path folder;

  private final List<Batch> images = Children.images(Children.everyOperation().input(), 30);

  @BeforeEach
  void needsPyTorch() {
    assumeTrue(Pythons.any().isPresent(), "needs a Python with PyTorch");
  }

  @Test
  void aStateThatWasTrainedThereGivesTheSameLogitsHere() throws Exception {
    try (Child child = Children.random(1)) {
      PyTorchExporter.provedWith(Pythons.any()).export(child, folder);
      Path state = folder.resolve("trained.safetensors");
      FloatBuffer expected = train(state, images.get(0));
      try (Child trained =
          new Child(
              child.plan(), TorchState.read(state, child.plan(), Device.cpu()), child.about())) {
        List<float[]> found = trained.network().logits(images.get(0));
        assertThat(found.get(0)).isNotEqualTo(child.network().logits(images.get(0)).get(0));
        for (float[] logits : found) {
          float[] wanted = new float[logits.length];
          expected.get(wanted);
          assertThat(logits).containsExactly(wanted, within(1e-5f));
        }
      }
    }
  }

  private FloatBuffer train(Path state, Batch batch) throws IOException, InterruptedException {
    FloatBuffer pixels = Pixels.channelsFirst(batch.pixels(), batch);
    ByteBuffer bytes =
        ByteBuffer.allocate(pixels.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(pixels);
    Path program = Files.writeString(folder.resolve("train.py"), PROGRAM);
    Path input = Files.write(folder.resolve("images"), bytes.array());
    Path output = folder.resolve("logits");
    Process process =
        new ProcessBuilder(
                Pythons.any().get().program(),
                program.toString(),
                folder.resolve("pytorch").toString(),
                state.toString(),
                input.toString(),
                output.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return ByteBuffer.wrap(Files.readAllBytes(output))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  @Test
  void statesOfOtherNetworksAreRefused() throws IOException {
    try (Child child = Children.random(1)) {
      PyTorchExporter.provedWith(Pythons.any()).export(child, folder);
      Path written = folder.resolve("pytorch/weights.safetensors");
      List<Safetensors.Entry> tensors =
          new ArrayList<>(Safetensors.read(written).tensors().values());
      Path file = folder.resolve("other.safetensors");

      Safetensors.write(file, Map.of(), tensors.subList(1, tensors.size()));
      assertRefused(file, child, "it lacks stem.conv.weight and has nothing besides");

      Safetensors.Entry first = tensors.get(0);
      List<Safetensors.Entry> more = new ArrayList<>(tensors);
      more.add(new Safetensors.Entry("extra", first.type(), first.shape(), first.data()));
      Safetensors.write(file, Map.of(), more);
      assertRefused(file, child, "it lacks nothing and has extra besides");

      List<Safetensors.Entry> reshaped = new ArrayList<>(tensors);
      reshaped.set(
          0, new Safetensors.Entry(first.name(), first.type(), List.of(3, 8, 3, 3), first.data()));
      Safetensors.write(file, Map.of(), reshaped);
      assertRefused(file, child, "stem.conv.weight is F32 [3, 8, 3, 3]");

      ByteBuffer broken = ByteBuffer.allocate((int) first.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      broken.putFloat(4, Float.NaN);
      List<Safetensors.Entry> diverged = new ArrayList<>(tensors);
      diverged.set(
          0, new Safetensors.Entry(first.name(), first.type(), first.shape(), () -> broken));
      Safetensors.write(file, Map.of(), diverged);
      assertRefused(file, child, "holds the number NaN in tensor stem.conv.weight");
    }
  }

  private static void assertRefused(Path file, Child child, String message) {
    assertThatThrownBy(() -> TorchState.read(file, child.plan(), Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
