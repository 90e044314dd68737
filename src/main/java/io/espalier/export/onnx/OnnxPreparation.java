package io.espalier.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.espalier.data.Normalisation;
import io.espalier.plan.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The graph that turns a picture of any size into a network's image, to the last bit as for the
 * images of the training ({@code io.espalier.data.Resizer}): weights in 64 bits, rounded to 32;
 * sums accumulated one value after another, by a {@code Scan} each.
 */
final class OnnxPreparation {

  static final String PICTURE = "picture";

  private final OnnxGraph graph = new OnnxGraph("prepare");
  private final Shape input;

  private OnnxPreparation(Shape input) {
    this.input = input;
  }

  /**
   * From {@value #PICTURE}, bytes of (rows, columns, channels), to {@code images} (1, channels,
   * rows, columns) from 0 to 1, or normalised.
   */
  static GraphProto graph(Shape input, Optional<Normalisation> normalisation) {
    return new OnnxPreparation(input).build(normalisation);
  }

  /** The part of a picture that is kept, along one side: its length, start and end. */
  private record Part(String length, String start, String end) {}

  /** The sources of the new rows or columns: positions and weights, each (taps, size). */
  private record Taps(String where, String weights) {}

  private GraphProto build(Optional<Normalisation> normalisation) {
    int height = input.height();
    int width = input.width();
    graph.input(DataType.UINT8, PICTURE, "rows", "columns", input.channels());
    graph.add("Shape", "shape", List.of(PICTURE));
    String rows = graph.add("Gather", "rows", List.of("shape", graph.wholes(0)));
    String columns = graph.add("Gather", "columns", List.of("shape", graph.wholes(1)));
    Part tall = part("tall", rows, columns, height, width);
    Part wide = part("wide", columns, rows, width, height);
    String starts = join("starts", tall.start(), wide.start());
    String ends = join("ends", tall.end(), wide.end());
    String levels = cast(PICTURE, "levels", DataType.FLOAT);
    graph.add("Slice", "part", List.of(levels, starts, ends, graph.wholes(0, 1)));

    String shape =
        graph.add(
            "Concat",
            "lines/shape",
            List.of(graph.wholes(height), wide.length(), graph.wholes(input.channels())),
            OnnxGraph.integer("axis", 0));
    String none = graph.add("Expand", "lines/none", List.of(number("zero", 0f), shape));
    String lines = blend("lines", "part", none, taps(tall, height), 0, graph.wholes(1, 2));
    String half =
        graph.add(
            "Expand",
            "values/half",
            List.of(number("half", 0.5f), graph.wholes(height, width, input.channels())));
    String values = blend("values", lines, half, taps(wide, width), 1, graph.wholes(1));

    graph.add("Floor", "whole", List.of(values));
    String most = number("most", 255f);
    graph.add("Min", "bounded", List.of("whole", most));
    graph.add("Div", "unit", List.of("bounded", most));
    graph.add("Transpose", "planes", List.of("unit"), OnnxGraph.integers("perm", 2, 0, 1));
    String last = normalisation.isPresent() ? "batch" : OnnxOperations.IMAGES;
    graph.add("Unsqueeze", last, List.of("planes", graph.wholes(0)));
    normalisation.ifPresent(n -> normalise(graph, n, last, OnnxOperations.IMAGES));
    graph.output(OnnxOperations.IMAGES, 1, input.channels(), height, width);
    return graph.build();
  }

  /** The largest central length with the aspect ratio of {@code size} to {@code otherSize}. */
  private Part part(String name, String length, String other, int size, int otherSize) {
    String scaled = graph.add("Mul", name + "/scaled", List.of(other, graph.wholes(size)));
    String fitting = graph.add("Div", name + "/fitting", List.of(scaled, graph.wholes(otherSize)));
    String least = graph.add("Min", name + "/least", List.of(length, fitting));
    String part = graph.add("Max", name + "/length", List.of(least, graph.wholes(1)));
    String left = graph.add("Sub", name + "/left", List.of(length, part));
    String start = graph.add("Div", name + "/start", List.of(left, graph.wholes(2)));
    String end = graph.add("Add", name + "/end", List.of(start, part));
    return new Part(part, start, end);
  }

  private Taps taps(Part part, int size) {
    String name = part.length() + "/";
    String length = cast(part.length(), name + "double", DataType.DOUBLE);
    String one = doubles("one", 1f);
    String zero = doubles("none", 0f);
    String scale = graph.add("Div", name + "scale", List.of(length, doubles("size" + size, size)));
    String reach = graph.add("Max", name + "reach", List.of(one, scale));
    float[] middles = new float[size];
    for (int t = 0; t < size; t++) {
      middles[t] = t + 0.5f;
    }
    String middle = doubles("middles" + size, middles);
    String centres = graph.add("Mul", name + "centres", List.of(middle, scale));
    graph.add("Sub", name + "from", List.of(centres, reach));
    graph.add("Floor", name + "from/whole", List.of(name + "from"));
    String first = graph.add("Max", name + "first", List.of(name + "from/whole", zero));
    graph.add("Add", name + "to", List.of(centres, reach));
    graph.add("Ceil", name + "to/whole", List.of(name + "to"));
    String last = graph.add("Min", name + "last", List.of(name + "to/whole", length));

    graph.add("Sub", name + "widths", List.of(last, first));
    graph.add(
        "ReduceMax", name + "most", List.of(name + "widths"), OnnxGraph.integer("keepdims", 0));
    String count = cast(name + "most", name + "count", DataType.INT64);
    String begin = graph.add("Squeeze", name + "begin", List.of(graph.wholes(0)));
    String step = graph.add("Squeeze", name + "step", List.of(graph.wholes(1)));
    graph.add("Range", name + "range", List.of(begin, count, step));
    String steps = cast(name + "range", name + "steps", DataType.DOUBLE);
    graph.add("Unsqueeze", name + "offsets", List.of(steps, graph.wholes(1)));
    String positions = graph.add("Add", name + "positions", List.of(first, name + "offsets"));

    graph.add("Add", name + "middle", List.of(positions, doubles("halfway", 0.5f)));
    graph.add("Sub", name + "apart", List.of(name + "middle", centres));
    graph.add("Abs", name + "distance", List.of(name + "apart"));
    graph.add("Div", name + "share", List.of(name + "distance", reach));
    graph.add("Sub", name + "height", List.of(one, name + "share"));
    graph.add("Max", name + "triangle", List.of(name + "height", zero));
    graph.add("Less", name + "inside", List.of(positions, last));
    String inside = cast(name + "inside", name + "within", DataType.DOUBLE);
    graph.add("Mul", name + "exact", List.of(name + "triangle", inside));
    String weights = cast(name + "exact", name + "weights", DataType.FLOAT);
    String total = total(name + "total", weights, size);
    String shares = graph.add("Div", name + "shares", List.of(weights, total));

    String end = graph.add("Sub", name + "end/last", List.of(length, one));
    graph.add("Min", name + "bounded", List.of(positions, end));
    return new Taps(cast(name + "bounded", name + "where", DataType.INT64), shares);
  }

  private String total(String name, String weights, int size) {
    OnnxGraph step = new OnnxGraph(name + "/step");
    step.input(name + "/sum", size);
    step.input(name + "/weight", size);
    step.add("Add", name + "/next", List.of(name + "/sum", name + "/weight"));
    step.output(name + "/next", size);
    String none = graph.constant(name + "/none", List.of(size), new float[size]);
    return scan(name, step, 1, none, weights);
  }

  /**
   * The weighted sum of rows (axis 0) or columns (axis 1).
   *
   * @param start the initial value of the sum
   * @param axes the axes at which weights get a size of 1, to fit the values that they are
   *     multiplied with
   */
  private String blend(String name, String of, String start, Taps taps, int axis, String axes) {
    OnnxGraph step = new OnnxGraph(name + "/step");
    int size = axis == 0 ? input.height() : input.width();
    Object[] shape = {
      input.height(), axis == 0 ? name + "_columns" : input.width(), input.channels()
    };
    step.input(name + "/sum", shape);
    step.input(name + "/weight", size);
    step.wholeInput(name + "/where", size);
    step.add(
        "Gather", name + "/taken", List.of(of, name + "/where"), OnnxGraph.integer("axis", axis));
    step.add("Unsqueeze", name + "/factor", List.of(name + "/weight", axes));
    step.add("Mul", name + "/weighted", List.of(name + "/taken", name + "/factor"));
    step.add("Add", name + "/next", List.of(name + "/sum", name + "/weighted"));
    step.output(name + "/next", shape);
    return scan(name, step, 2, start, taps.weights(), taps.where());
  }

  private String scan(String name, OnnxGraph step, int inputs, String... values) {
    return graph.add(
        "Scan",
        name,
        List.of(values),
        OnnxGraph.graph("body", step.build()),
        OnnxGraph.integer("num_scan_inputs", inputs));
  }

  private String join(String name, String first, String second) {
    return graph.add("Concat", name, List.of(first, second), OnnxGraph.integer("axis", 0));
  }

  private String cast(String value, String name, DataType type) {
    return graph.add("Cast", name, List.of(value), OnnxGraph.integer("to", type.getNumber()));
  }

  private String number(String name, float value) {
    return graph.constant("constant/" + name, List.of(), value);
  }

  /** A constant in 64 bits; all of these numbers are exact in 32. */
  private String doubles(String name, float... values) {
    String exact = graph.constant("constant/" + name, List.of(values.length), values);
    return graph.hasNode("double/" + name)
        ? "double/" + name
        : cast(exact, "double/" + name, DataType.DOUBLE);
  }

  /** Adds what normalises the value {@code input}; the result is called {@code output}. */
  static String normalise(
      OnnxGraph graph, Normalisation normalisation, String input, String output) {
    List<Integer> shape = List.of(normalisation.mean().size(), 1, 1);
    String mean = graph.constant("input/mean", shape, floats(normalisation.mean()));
    String deviation = graph.constant("input/deviation", shape, floats(normalisation.deviation()));
    String centred = graph.add("Sub", "input/centred", List.of(input, mean));
    return graph.add("Div", output, List.of(centred, deviation));
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
