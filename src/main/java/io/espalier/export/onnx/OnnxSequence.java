package io.espalier.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent plan as a graph that reads texts of any length side by side: a {@code Scan} runs the
 * plan for each token, and its memory is an input and an output, so that a text can be read piece
 * by piece.
 */
final class OnnxSequence {

  static final String TOKENS = "tokens";

  /** The suffix of a remembered value's name for its new value. */
  static final String NEXT = ".next";

  /** The metadata entry that describes the input. */
  static final String INPUT = "tokens (steps, batch): the index of each character in 'vocabulary'";

  static final String MEMORY =
      "zeros (batch, features) where texts begin; then what the output of the same name and '.next' was";

  private static final String STEPS = "steps";
  private static final String TOKEN = "token";
  private static final String STEP_LOGITS = "step/logits";

  private OnnxSequence() {}

  /**
   * The graph, from {@value #TOKENS} (steps, batch) and the memory, by path (batch, features), to
   * {@code logits} (steps, batch, vocabulary) and the new memory.
   */
  static GraphProto graph(Plan plan, Weights weights, String name) {
    OnnxGraph step = new OnnxGraph("step");
    OnnxGraph whole = new OnnxGraph(name);
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<Node> memories =
        plan.nodes().stream().filter(node -> node.op() instanceof Op.Previous).toList();
    for (Node memory : memories) {
      step.input(memory.path(), OnnxGraph.BATCH, width(memory));
    }
    step.wholeInput(TOKEN, OnnxGraph.BATCH);
    List<String> values = OnnxOperations.add(plan, weights, step, TOKEN, STEP_LOGITS);
    whole.wholeInput(TOKENS, STEPS, OnnxGraph.BATCH);
    int vocabulary = plan.output().channels();
    whole.output(OnnxOperations.LOGITS, STEPS, OnnxGraph.BATCH, vocabulary);
    for (Node memory : memories) {
      String of = values.get(plan.index(((Op.Previous) memory.op()).of()));
      String next = step.add("Identity", "step/" + memory.path() + NEXT, List.of(of));
      step.output(next, OnnxGraph.BATCH, width(memory));
      // The graph of a step sees the names of the outer one, so its own names have to differ.
      String outer = memory(memory.path());
      whole.input(outer, OnnxGraph.BATCH, width(memory));
      whole.output(outer + NEXT, OnnxGraph.BATCH, width(memory));
      inputs.add(outer);
      outputs.add(outer + NEXT);
    }
    step.output(STEP_LOGITS, OnnxGraph.BATCH, vocabulary);
    inputs.add(TOKENS);
    outputs.add(OnnxOperations.LOGITS);
    whole.add(
        "Scan",
        outputs,
        inputs,
        OnnxGraph.graph("body", step.build()),
        OnnxGraph.integer("num_scan_inputs", 1));
    return whole.build();
  }

  private static String memory(String path) {
    return "memory." + path;
  }

  private static int width(Node memory) {
    return ((Op.Previous) memory.op()).width();
  }
}
