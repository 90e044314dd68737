package io.espalier.supernet.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.text.TextBatch;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Memory;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A case run as supernets run it: by the same runners, in the same layout, with gradients.
 *
 * @param result the result
 * @param decisive for each operation with kinks, by path: its input, which decided
 */
record NativeRun(Result result, Map<String, double[]> decisive) {

  /** Runs a case with its own {@code weights}. */
  static NativeRun of(CheckCase of, Weights weights) {
    PyTorch.recordGradients(true);
    Map<String, NDArray> learned = weights.learned();
    learned.values().forEach(array -> array.setRequiresGradient(true));
    try (NDManager scratch = weights.manager().newSubManager()) {
      return of.readsText()
          ? text(of, weights, learned, scratch)
          : images(of, weights, learned, scratch);
    } finally {
      PyTorch.recordGradients(false);
    }
  }

  private static NativeRun images(
      CheckCase of, Weights weights, Map<String, NDArray> learned, NDManager scratch) {
    NDArray images = new BatchInput().images(scratch, batch(of));
    images.setRequiresGradient(true);
    Map<Node, double[]> outputs = new HashMap<>();
    outputs.put(of.plan().nodes().get(0), Values.widened(of.input(0)));
    PlanRunner runner = new PlanRunner(of.plan());
    NDArray output =
        runner.run(
            weights,
            images,
            of.mode(),
            (node, array) -> {
              if (of.plan().nodes().stream().anyMatch(reader -> decidesOn(reader, node, of))) {
                outputs.put(node, Values.of(array));
              }
            });
    double[] values = backward(of, output, scratch);
    Map<String, double[]> decisive = new HashMap<>();
    for (Node node : of.plan().nodes()) {
      if (hasKinks(node.op())) {
        decisive.put(node.path(), outputs.get(of.plan().nodes().get(node.inputs().get(0))));
      }
    }
    double[] input = Values.of(images.getGradient());
    return new NativeRun(new Result(values, input, gradients(learned)), decisive);
  }

  private static NativeRun text(
      CheckCase of, Weights weights, Map<String, NDArray> learned, NDManager scratch) {
    LongBuffer tokens = longs(of.steps() * of.images());
    for (int step = 0; step < of.steps(); step++) {
      float[] inputs = of.input(step);
      for (int stream = 0; stream < of.images(); stream++) {
        tokens.put(step * of.images() + stream, (long) inputs[stream]);
      }
    }
    try (Memory memory = new Memory(weights)) {
      NDArray output =
          new SequenceRunner(of.plan())
              .run(
                  weights, new TextBatch(of.steps(), of.images(), tokens, tokens), memory, scratch);
      double[] values = backward(of, output, scratch);
      return new NativeRun(new Result(values, new double[0], gradients(learned)), Map.of());
    }
  }

  private static double[] backward(CheckCase of, NDArray output, NDManager scratch) {
    double[] values = Values.of(output);
    NDArray gradient = Values.like(output, of.outputGradient(values), scratch);
    // Zeros, for example, depend on nothing.
    boolean learns = of.plan().nodes().stream().anyMatch(node -> !node.op().tensors().isEmpty());
    if (learns || of.plan().readsImages()) {
      JniUtils.backward((PtNDArray) output, (PtNDArray) gradient, false, false);
    }
    return values;
  }

  private static Map<String, double[]> gradients(Map<String, NDArray> learned) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    learned.forEach(
        (name, array) -> {
          try (NDArray gradient = array.getGradient()) {
            gradients.put(name, Values.widened(gradient.toFloatArray()));
          }
          JniUtils.zeroGrad((PtNDArray) array);
        });
    return gradients;
  }

  private static boolean decidesOn(Node reader, Node node, CheckCase of) {
    return hasKinks(reader.op()) && of.plan().nodes().get(reader.inputs().get(0)).equals(node);
  }

  private static boolean hasKinks(Op op) {
    return op instanceof Op.Activation
        || (op instanceof Op.Pool pool && pool.kind() == Op.Pool.Kind.MAX);
  }

  private static Batch batch(CheckCase of) {
    float[] values = of.input(0);
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(values)
            .flip();
    return new Batch(
        of.images(),
        of.plan().input().channels(),
        of.plan().input().height(),
        of.plan().input().width(),
        pixels,
        longs(of.images()));
  }

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
