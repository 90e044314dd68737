package io.espalier.supernet;

import static java.util.stream.Collectors.toSet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import java.util.function.UnaryOperator;

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

  /** In double precision, and on the device of the weights: a GPU need not be waited for. */
  private static Map<String, NDArray> fold(
      Node node, Part part, Weights weights, NDManager manager) {
    Op.Conv conv = (Op.Conv) node.op();
    Op.BatchNorm norm = (Op.BatchNorm) part.norm().op();
    Tensor kernel = conv.tensors().get(0);
    try (NDManager scratch = manager.newSubManager()) {
      UnaryOperator<NDArray> ofConv =
          all ->
              kept(
                  scratch,
                  JniUtils.slice((PtNDArray) all, 0, part.from(), part.from() + conv.out(), 1));
      NDArray mean = ofConv.apply(values(weights, part.norm(), "running_mean", scratch));
      NDArray variance = ofConv.apply(values(weights, part.norm(), "running_var", scratch));
      NDArray deviation = variance.add(norm.epsilon()).sqrt();
      NDArray offset = conv.bias() ? values(weights, node, "bias", scratch).sub(mean) : mean.neg();
      NDArray factor;
      NDArray bias;
      if (norm.affine()) {
        factor = ofConv.apply(values(weights, part.norm(), "weight", scratch)).div(deviation);
        bias = offset.mul(factor).add(ofConv.apply(values(weights, part.norm(), "bias", scratch)));
      } else {
        factor = scratch.ones(deviation.getShape(), DataType.FLOAT64).div(deviation);
        bias = offset.mul(factor);
      }
      NDArray scale = narrow(factor, scratch).reshape(conv.out(), 1, 1, 1);
      PtNDArray weight = (PtNDArray) part(weights.get(node.path(), "weight"), kernel, scratch);
      NDArray scaled = JniUtils.mul(weight, (PtNDArray) scale);
      NDArray shifted = narrow(bias, scratch);
      scaled.attach(manager);
      shifted.attach(manager);
      return Map.of("weight", scaled, "bias", shifted);
    }
  }

  /** A tensor of a node, in double precision. */
  private static NDArray values(Weights weights, Node node, String name, NDManager scratch) {
    for (Tensor tensor : node.op().tensors()) {
      if (tensor.name().equals(name)) {
        NDArray fitting = part(weights.get(node.path(), name), tensor, scratch);
        return kept(scratch, Tensors.as(DataType.FLOAT64, fitting));
      }
    }
    throw new IllegalStateException(node + " has no tensor " + name);
  }

  /** What the operation uses of a stored tensor; only views are given to {@code scratch}. */
  private static NDArray part(NDArray stored, Tensor tensor, NDManager scratch) {
    NDArray part = Tensors.part(stored, tensor.shape());
    return part == stored ? stored : kept(scratch, part);
  }

  private static NDArray narrow(NDArray wide, NDManager scratch) {
    return kept(scratch, Tensors.as(DataType.FLOAT32, wide));
  }

  private static NDArray kept(NDManager scratch, NDArray array) {
    array.attach(scratch);
    return array;
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
