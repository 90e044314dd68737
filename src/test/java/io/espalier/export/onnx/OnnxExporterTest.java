package io.espalier.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.Children;
import io.espalier.export.Exporter;
import io.espalier.export.ExporterContract;
import io.espalier.export.Network;
import io.espalier.file.RecordJson;
import io.espalier.plan.Node;
import io.espalier.plan.Tensor;
import io.espalier.provenance.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxExporterTest extends ExporterContract {

  @Override
  protected Exporter exporter() {
    return new OnnxExporter(new OnnxOptions(true, false));
  }

  @Override
  protected Path weights() {
    return folder.resolve("onnx/model.onnx");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void takesOneImageOrManyHoweverItIsWritten(boolean folds, boolean normalises) throws IOException {
    Exporter exporter = new OnnxExporter(new OnnxOptions(folds, normalises));
    try (Child child = Children.random(1)) {
      exporter.export(child, folder);
      try (Network written = exporter.open(child, folder, Device.cpu());
          Network original = child.network()) {
        for (int count : new int[] {1, 64}) {
          Batch batch = Children.images(child.plan().input(), 2 * count).get(0);
          assertThat(batch.count()).isEqualTo(count);
          assertSame(written.logits(batch), original.logits(batch));
        }
      }
    }
  }

  private static void assertSame(List<float[]> found, List<float[]> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int image = 0; image < found.size(); image++) {
      assertThat(found.get(image))
          .containsExactly(expected.get(image), org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void theMetadataSaysWhatTheModelIs() throws IOException, OrtException {
    try (Child child = Children.random(4)) {
      exporter().export(child, folder);
    }
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(weights().toString())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertThat(metadata)
          .containsEntry("space", "test")
          .containsEntry("architecture", "0-1")
          .containsEntry("mask", "1001")
          .containsEntry("batch_norm", "folded")
          .containsEntry("classes", "cat\ndog\ntree");
      assertThat(metadata.get("picture"))
          .contains("\"crop\":\"the largest part in the middle with the shape of 12 x 10")
          .contains("mean 0.4, 0.5, 0.6");
      String provenance = metadata.get("provenance");
      assertThat(RecordJson.parse("it", provenance, Provenance.class))
          .isEqualTo(Children.provenance(4));
    }
  }

  @Test
  void isAboutAsLargeAsItsNumbers() throws IOException {
    for (boolean folds : new boolean[] {true, false}) {
      try (Child child = Children.random(1)) {
        new OnnxExporter(new OnnxOptions(folds, true)).export(child, folder);
        long parameters =
            child.plan().nodes().stream()
                .map(Node::op)
                .flatMap(op -> op.tensors().stream())
                .filter(Tensor::learned)
                .mapToLong(Tensor::values)
                .sum();
        long bytes = Files.size(weights());
        assertThat(bytes).isBetween(4 * parameters, (long) (4.04 * parameters) + 100_000);
      }
    }
  }

  @Test
  void opensWhatWasWrittenWithOtherOptions() throws IOException {
    try (Child child = Children.random(1);
        Network original = child.network()) {
      new OnnxExporter(new OnnxOptions(false, true)).export(child, folder);
      Batch batch = Children.images(child.plan().input(), 4).get(0);
      try (Network written = exporter().open(child, folder, Device.cpu())) {
        assertSame(written.logits(batch), original.logits(batch));
      }
    }
  }

  /** A model that names a file elsewhere, one that loops, and one that says it is another child. */
  @Test
  void onlyNumbersMayDiffer() throws IOException {
    List<Consumer<ModelProto.Builder>> changes =
        List.of(
            model ->
                model
                    .getGraphBuilder()
                    .getInitializerBuilder(0)
                    .clearRawData()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("../../../etc/passwd")),
            model -> model.getGraphBuilder().addNodeBuilder().setOpType("Loop"),
            model -> model.addOpsetImportBuilder().setDomain("custom").setVersion(1),
            model -> model.getMetadataPropsBuilder(0).setValue("another"),
            model -> model.addFunctionsBuilder().setName("Relu"));
    try (Child child = Children.random(1)) {
      exporter().export(child, folder);
      byte[] written = Files.readAllBytes(weights());
      for (Consumer<ModelProto.Builder> change : changes) {
        ModelProto.Builder model = ModelProto.parseFrom(written).toBuilder();
        change.accept(model);
        Files.write(weights(), model.build().toByteArray());
        assertThatThrownBy(() -> exporter().open(child, folder, Device.cpu()))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("is not what Espalier writes for this plan");
      }
    }
  }
}
