package io.espalier.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.espalier.plan.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a graph of ONNX: nodes, named values between them, and constants, each kept once. */
final class OnnxGraph {

  /** The name of the dimension that is free: how many images there are. */
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** An attribute of a node. */
  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An attribute of a node. */
  static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  /** An attribute of a node. */
  static AttributeProto number(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** An attribute of a node: a tensor of one number. */
  static AttributeProto tensor(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.TENSOR)
        .setT(floats("", List.of(1), value))
        .build();
  }

  /**
   * Adds a node.
   *
   * @param output the name of its one output, also its own
   * @return {@code output}
   */
  String add(String type, String output, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** A constant of 32-bit floating point; little endian. Returns its name. */
  String constant(String name, List<Integer> shape, ByteBuffer values) {
    constants.put(
        name,
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllDims(shape.stream().map(Integer::longValue).toList())
            .setRawData(ByteString.copyFrom(values))
            .build());
    return name;
  }

  /** A constant of 32-bit floating point; an empty shape is a single number. Returns its name. */
  String constant(String name, List<Integer> shape, float... values) {
    constants.put(name, floats(name, shape, values));
    return name;
  }

  /** A constant list of whole numbers, shared by all who want the same. Returns its name. */
  String wholes(long... values) {
    StringBuilder name = new StringBuilder("constant/whole");
    for (long value : values) {
      name.append('_').append(value);
    }
    constants.putIfAbsent(
        name.toString(),
        TensorProto.newBuilder()
            .setName(name.toString())
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length)
            .addAllInt64Data(Arrays.stream(values).boxed().toList())
            .build());
    return name.toString();
  }

  /** Says that a value is an input: images, of any number. */
  void input(String name, Shape shape) {
    graph.addInput(value(name, List.of(shape.channels(), shape.height(), shape.width())));
  }

  /** Says that a value is an output: a vector for each image. */
  void output(String name, int features) {
    graph.addOutput(value(name, List.of(features)));
  }

  GraphProto build() {
    return graph.clone().addAllInitializer(new ArrayList<>(constants.values())).build();
  }

  private static ValueInfoProto value(String name, List<Integer> sizes) {
    var shape = ai.onnx.proto.OnnxMl.TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    sizes.forEach(size -> shape.addDimBuilder().setDimValue(size));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorProto floats(String name, List<Integer> shape, float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addAllDims(shape.stream().map(Integer::longValue).toList())
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }
}
