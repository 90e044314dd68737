package io.espalier.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.GeneratedFile;
import io.espalier.plan.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model from a folder that may come from anywhere. Only its numbers are its own: operations,
 * loops, names of other files and metadata must be those written for the child. The numbers may
 * differ in their last bits from those that this machine would write, since batch norms are folded
 * in.
 */
record OnnxModel(Path file, ByteString bytes, ModelProto model) {

  /** The largest size of everything but the numbers. */
  private static final long MOST_OTHER_BYTES = 64_000_000;

  /**
   * Reads a model.
   *
   * @param child the child of the model
   * @throws InputError if the file is missing, far larger than the child, or not a model
   */
  static OnnxModel read(Path file, Child child) {
    GeneratedFile.requireFile(file);
    try {
      long most = 2 * numberBytes(child) + MOST_OTHER_BYTES;
      if (Files.size(file) > most) {
        throw GeneratedFile.foreign(
            file, "it has %d bytes, and the network %d at most".formatted(Files.size(file), most));
      }
      ByteString bytes = ByteString.copyFrom(Files.readAllBytes(file));
      return new OnnxModel(file, bytes, ModelProto.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new InputError(
          "%s is no ONNX model: %s; export the child again".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s: %s; make the file readable".formatted(file, e.getMessage()), e);
    }
  }

  private static long numberBytes(Child child) {
    return child.plan().nodes().stream()
        .flatMap(node -> node.op().tensors().stream())
        .mapToLong(Tensor::values)
        .map(values -> values * Float.BYTES)
        .sum();
  }

  /** Whether the metadata have this value for a key; empty without the key. */
  Optional<Boolean> says(String key, String value) {
    return model.getMetadataPropsList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(entry -> entry.getValue().equals(value))
        .findFirst();
  }

  /**
   * Compares everything but the numbers.
   *
   * @throws InputError if anything differs
   */
  void requireStructure(ModelProto expected) {
    if (!withoutNumbers(model).equals(withoutNumbers(expected))) {
      throw GeneratedFile.foreign(file, "its operations, tensors or metadata differ");
    }
  }

  private static ModelProto withoutNumbers(ModelProto model) {
    return model.toBuilder().setGraph(withoutNumbers(model.getGraph())).build();
  }

  private static GraphProto withoutNumbers(GraphProto graph) {
    GraphProto.Builder structure = graph.toBuilder();
    for (TensorProto.Builder tensor : structure.getInitializerBuilderList()) {
      tensor.clearRawData().clearFloatData();
    }
    for (NodeProto.Builder node : structure.getNodeBuilderList()) {
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasG()) {
          attribute.setG(withoutNumbers(attribute.getG()));
        }
      }
    }
    return structure.build();
  }
}
