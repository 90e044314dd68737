package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.text.TextBatch;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the live part of a recurrent plan on tokens, step by step, with given weights.
 *
 * <p>Only the nodes between one memory and the next have to be run step by step. Nodes that depend
 * on no memory are run on all steps at once before; nodes that no memory depends on are run on all
 * steps at once afterwards. A runner is immutable; several threads may use one. Whether a gradient
 * graph is recorded is a setting of the thread ({@link PyTorch#recordGradients}).
 */
public final class SequenceRunner {

  /** The phase in which a node is run. */
  private enum Phase {
    BEFORE,
    STEP,
    BEHIND
  }

  private final Plan plan;
  private final Phase[] phases;

  /** For each {@link Op.Previous}, the index of the node that it remembers. */
  private final Map<Integer, Integer> sources = new LinkedHashMap<>();

  /** A runner of the live part of {@code plan}. */
  public SequenceRunner(Plan plan) {
    this.plan = plan.live();
    List<Node> nodes = this.plan.nodes();
    this.phases = new Phase[nodes.size()];
    for (int n = 0; n < nodes.size(); n++) {
      if (nodes.get(n).op() instanceof Op.Previous previous) {
        sources.put(n, this.plan.index(previous.of()));
      }
    }
    boolean[] remembered = remembered();
    for (int n = 0; n < phases.length; n++) {
      boolean remembers =
          nodes.get(n).op() instanceof Op.Previous
              || nodes.get(n).inputs().stream().anyMatch(input -> phases[input] != Phase.BEFORE);
      phases[n] = !remembers ? Phase.BEFORE : remembered[n] ? Phase.STEP : Phase.BEHIND;
    }
  }

  /** The nodes that a memory depends on, itself included. */
  private boolean[] remembered() {
    boolean[] remembered = new boolean[plan.nodes().size()];
    Deque<Integer> open = new ArrayDeque<>(sources.keySet());
    open.addAll(sources.values());
    while (!open.isEmpty()) {
      int n = open.pop();
      if (!remembered[n]) {
        remembered[n] = true;
        open.addAll(plan.nodes().get(n).inputs());
      }
    }
    return remembered;
  }

  /**
   * The plan's output for each token.
   *
   * @param memory the memory of the earlier tokens; updated with these
   * @param scratch owns the output and all intermediate arrays; closing it frees them
   * @return logits of shape (steps * streams, tokens of the vocabulary), in the order of the batch
   */
  public NDArray run(Weights weights, TextBatch batch, Memory memory, NDManager scratch) {
    int streams = batch.streams();
    List<Node> nodes = plan.nodes();
    PtNDArray[] all = new PtNDArray[nodes.size()];
    all[0] = tokens(batch, scratch);
    try (Operations operations = new Operations(weights, Mode.EVALUATION)) {
      run(Phase.BEFORE, all, operations);
      PtNDArray[][] steps = steps(batch, all, operations, memory, scratch);
      for (int n = 0; n < all.length; n++) {
        if (phases[n] == Phase.STEP && (isReadBehind(n) || n == all.length - 1)) {
          PtNDArray[] each = new PtNDArray[batch.steps()];
          for (int step = 0; step < each.length; step++) {
            each[step] = steps[step][n];
          }
          all[n] = JniUtils.cat(each, 0);
        }
      }
      run(Phase.BEHIND, all, operations);
      PtNDArray[] last = steps[batch.steps() - 1];
      sources.forEach(
          (n, of) ->
              memory.set(
                  nodes.get(n).path(), last[of] == null ? slice(all[of], -1, streams) : last[of]));
      return all[all.length - 1];
    } catch (RuntimeException e) {
      throw new IllegalStateException("running the " + plan + " failed", e);
    }
  }

  private PtNDArray[][] steps(
      TextBatch batch, PtNDArray[] all, Operations operations, Memory memory, NDManager scratch) {
    int streams = batch.streams();
    List<Node> nodes = plan.nodes();
    PtNDArray[][] steps = new PtNDArray[batch.steps()][nodes.size()];
    for (int step = 0; step < steps.length; step++) {
      PtNDArray[] now = steps[step];
      for (int n = 0; n < now.length; n++) {
        Node node = nodes.get(n);
        if (phases[n] != Phase.STEP) {
          continue;
        }
        if (node.op() instanceof Op.Previous previous) {
          now[n] =
              step == 0
                  ? memory.get(node.path(), previous, streams, scratch)
                  : at(sources.get(n), step - 1, steps, all, streams);
        } else {
          PtNDArray[] inputs = new PtNDArray[node.inputs().size()];
          for (int i = 0; i < inputs.length; i++) {
            inputs[i] = at(node.inputs().get(i), step, steps, all, streams);
          }
          now[n] = operations.apply(node, inputs);
        }
      }
    }
    return steps;
  }

  private void run(Phase phase, PtNDArray[] all, Operations operations) {
    for (int n = 1; n < all.length; n++) {
      if (phases[n] == phase) {
        Node node = plan.nodes().get(n);
        PtNDArray[] inputs =
            node.inputs().stream().map(input -> all[input]).toArray(PtNDArray[]::new);
        all[n] = operations.apply(node, inputs);
      }
    }
  }

  /** A node's output at one step, whether it was run for that step or for all. */
  private static PtNDArray at(
      int node, int step, PtNDArray[][] steps, PtNDArray[] all, int streams) {
    PtNDArray[] now = steps[step];
    if (now[node] == null) {
      now[node] = slice(all[node], step, streams);
    }
    return now[node];
  }

  /** The rows of one step; -1 is the last step. */
  private static PtNDArray slice(PtNDArray all, int step, int streams) {
    long steps = all.getShape().get(0) / streams;
    long from = (step < 0 ? steps - 1 : step) * streams;
    return JniUtils.slice(all, 0, from, from + streams, 1);
  }

  private boolean isReadBehind(int node) {
    for (int n = 0; n < phases.length; n++) {
      if (phases[n] == Phase.BEHIND && plan.nodes().get(n).inputs().contains(node)) {
        return true;
      }
    }
    return false;
  }

  private static PtNDArray tokens(TextBatch batch, NDManager scratch) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(batch.count() * Long.BYTES).order(ByteOrder.nativeOrder());
    LongBuffer copy = bytes.asLongBuffer();
    copy.put(batch.inputs().duplicate());
    try (NDArray borrowed = scratch.create(bytes, new Shape(batch.count()), DataType.INT64)) {
      return (PtNDArray) borrowed.duplicate();
    }
  }
}
