package io.espalier.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a graph of ONNX: nodes, named values between them, and constants, each kept once. */
final class OnnxGraph {

  /** The name of the free dimension: the number of images, or of texts side by side. */
  static final String BATCH = "batch";

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

  /** An attribute of a node. */
  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** An attribute of a node: a graph that it runs. */
  static AttributeProto graph(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(value)
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
    addNode(type, output, List.of(output), inputs, attributes);
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

  /** A constant list of whole numbers, shared between equal ones. Returns its name. */
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

  /** Adds a node with several outputs, named {@code outputs}. */
  void add(String type, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
    addNode(type, type, outputs, inputs, attributes);
  }

  private void addNode(
      String type,
      String name,
      List<String> outputs,
      List<String> inputs,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
  }

  /** Whether there is a node of this name. */
  boolean hasNode(String name) {
    return graph.getNodeList().stream().anyMatch(node -> node.getName().equals(name));
  }

  /** Declares a value as an input of a type. */
  void input(TensorProto.DataType type, String name, Object... sizes) {
    graph.addInput(value(name, type, sizes));
  }

  /** Declares a value as a floating-point input; a word is a free dimension. */
  void input(String name, Object... sizes) {
    graph.addInput(value(name, TensorProto.DataType.FLOAT, sizes));
  }

  /** Declares a value as an input of whole numbers. */
  void wholeInput(String name, Object... sizes) {
    graph.addInput(value(name, TensorProto.DataType.INT64, sizes));
  }

  /** Declares a value as an output. */
  void output(String name, Object... sizes) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, sizes));
  }

  GraphProto build() {
    return graph.clone().addAllInitializer(new ArrayList<>(constants.values())).build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, Object... sizes) {
    var shape = ai.onnx.proto.OnnxMl.TensorShapeProto.newBuilder();
    for (Object size : sizes) {
      if (size instanceof Integer fixed) {
        shape.addDimBuilder().setDimValue(fixed);
      } else {
        shape.addDimBuilder().setDimParam((String) size);
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
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
