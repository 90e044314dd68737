package io.espalier.supernet;

import static java.util.stream.Collectors.toSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan for {@link Mode#EVALUATION} in which a batch norm that is the only reader of a convolution
 * is folded into it: the norm then scales and shifts each channel by constants, which the
 * convolution's weights and bias can do (Jacob et al., CVPR 2018, section 3.2).
 */
public final class Folded implements AutoCloseable {

  private final Plan plan;
  private final Weights weights;

  private Folded(Plan plan, Weights weights) {
    this.plan = plan;
    this.weights = weights;
  }

  /**
   * A batch norm, or a part of it, that is folded into a convolution.
   *
   * @param norm the norm's node
   * @param from the first of its channels that the convolution computes
   */
  private record Part(Node norm, int from) {}

  /**
   * Folds the live part of a plan.
   *
   * @param weights the weights, with the statistics to fold; must stay open as long as the result
   */
  public static Folded of(Plan plan, Weights weights) {
    List<Node> nodes = plan.live().nodes();
    Map<Integer, Part> parts = parts(nodes);
    Set<String> norms = parts.values().stream().map(p -> p.norm().path()).collect(toSet());
    int[] moved = new int[nodes.size()];
    List<Node> kept = new ArrayList<>();
    for (int n = 0; n < nodes.size(); n++) {
      Node node = nodes.get(n);
      if (norms.contains(node.path())) {
        moved[n] = moved[node.inputs().get(0)];
        continue;
      }
      moved[n] = kept.size();
      Op op = parts.containsKey(n) ? withBias((Op.Conv) node.op()) : node.op();
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      kept.add(new Node(node.path(), op, inputs));
    }
    return new Folded(
        new Plan(kept),
        weights.with(
            own -> {
              Map<String, Map<String, NDArray>> folded = new LinkedHashMap<>();
              parts.forEach(
                  (n, part) ->
                      folded.put(nodes.get(n).path(), fold(nodes.get(n), part, weights, own)));
              return folded;
            }));
  }

  /**
   * The folded norm by the index of its convolution: the norm after it, or after its concatenation.
   */
  private static Map<Integer, Part> parts(List<Node> nodes) {
    int[] readers = new int[nodes.size()];
    nodes.forEach(node -> node.inputs().forEach(input -> readers[input]++));
    Map<Integer, Part> parts = new HashMap<>();
    for (Node norm : nodes) {
      if (norm.op() instanceof Op.BatchNorm) {
        int read = norm.inputs().get(0);
        boolean joined = nodes.get(read).op() instanceof Op.Concat && readers[read] == 1;
        List<Integer> sources = joined ? nodes.get(read).inputs() : List.of(read);
        if (sources.stream()
            .allMatch(s -> nodes.get(s).op() instanceof Op.Conv && readers[s] == 1)) {
          int from = 0;
          for (int source : sources) {
            parts.put(source, new Part(norm, from));
            from += ((Op.Conv) nodes.get(source).op()).out();
          }
        }
      }
    }
    return parts;
  }

  private static Op.Conv withBias(Op.Conv conv) {
    return new Op.Conv(
        conv.in(),
        conv.out(),
        conv.kernel(),
        conv.stride(),
        conv.padding(),
        conv.dilation(),
        conv.groups(),
        true);
  }

  private static Map<String, NDArray> fold(
      Node node, Part part, Weights weights, NDManager manager) {
    Op.Conv conv = (Op.Conv) node.op();
    Op.BatchNorm norm = (Op.BatchNorm) part.norm().op();
    float[] mean = values(weights, part.norm(), "running_mean");
    float[] variance = values(weights, part.norm(), "running_var");
    float[] gain = norm.affine() ? values(weights, part.norm(), "weight") : null;
    float[] shift = norm.affine() ? values(weights, part.norm(), "bias") : null;
    float[] before = conv.bias() ? values(weights, node, "bias") : null;
    float[] scale = new float[conv.out()];
    float[] bias = new float[conv.out()];
    for (int c = 0; c < scale.length; c++) {
      int at = part.from() + c;
      double factor =
          (gain == null ? 1 : gain[at]) / Math.sqrt((double) variance[at] + norm.epsilon());
      scale[c] = (float) factor;
      double offset = (before == null ? 0 : before[c]) - (double) mean[at];
      bias[c] = (float) (offset * factor + (shift == null ? 0 : shift[at]));
    }
    Map<String, NDArray> folded = new HashMap<>();
    List<Integer> shape = conv.tensors().get(0).shape();
    NDArray stored = weights.get(node.path(), "weight");
    NDArray weight = Tensors.part(stored, shape);
    try (NDArray factors = manager.create(scale, new Shape(conv.out(), 1, 1, 1))) {
      NDArray scaled = JniUtils.mul((PtNDArray) weight, (PtNDArray) factors);
      scaled.attach(manager);
      folded.put("weight", scaled);
    } finally {
      if (weight != stored) {
        weight.close();
      }
    }
    folded.put("bias", manager.create(bias));
    return folded;
  }

  private static float[] values(Weights weights, Node node, String name) {
    for (Tensor tensor : node.op().tensors()) {
      if (tensor.name().equals(name)) {
        NDArray stored = weights.get(node.path(), name);
        NDArray fitting = Tensors.part(stored, tensor.shape());
        float[] values = fitting.toFloatArray();
        if (fitting != stored) {
          fitting.close();
        }
        return values;
      }
    }
    throw new IllegalStateException(node + " has no tensor " + name);
  }

  /** The folded plan. */
  public Plan plan() {
    return plan;
  }

  /** The weights of the folded plan. */
  public Weights weights() {
    return weights;
  }

  @Override
  public void close() {
    weights.close();
  }
}
