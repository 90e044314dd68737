package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Runs the live part of a plan on a batch, in channels-last layout, with given weights.
 *
 * <p>An activation is freed as soon as no later node reads it. A runner is immutable; several
 * threads may use one if each has its own images. Whether a gradient graph is recorded is a setting
 * of the thread ({@link PyTorch#recordGradients}).
 */
public final class PlanRunner {

  private final Plan plan;

  /** For each node, the earlier nodes that no later one reads. */
  private final List<List<Integer>> dead;

  /** A runner of the live part of {@code plan}. */
  public PlanRunner(Plan plan) {
    this.plan = plan.live();
    List<Node> nodes = this.plan.nodes();
    int[] last = new int[nodes.size()];
    for (int n = 0; n < nodes.size(); n++) {
      for (int input : nodes.get(n).inputs()) {
        last[input] = n;
      }
    }
    dead = new ArrayList<>(nodes.size());
    nodes.forEach(node -> dead.add(new ArrayList<>(2)));
    // The caller owns the images and the output.
    for (int n = 1; n < nodes.size() - 1; n++) {
      dead.get(last[n]).add(n);
    }
  }

  /** The plan that is run: the live part of the given one. */
  public Plan plan() {
    return plan;
  }

  /**
   * The plan's output for {@code images}, usually logits of shape (images, classes).
   *
   * @param images as {@link BatchInput#images} makes them; stays open
   * @return an array of the images' manager
   */
  public NDArray run(Weights weights, NDArray images, Mode mode) {
    return run(weights, images, mode, (node, output) -> {});
  }

  /**
   * As {@link #run(Weights, NDArray, Mode)}, with an observer of every node's output.
   *
   * @param observer receives each node with its output, which it must neither close nor change
   */
  public NDArray run(
      Weights weights, NDArray images, Mode mode, BiConsumer<Node, NDArray> observer) {
    List<Node> nodes = plan.nodes();
    PtNDArray[] outputs = new PtNDArray[nodes.size()];
    outputs[0] = (PtNDArray) images;
    try (Operations operations = new Operations(weights, mode)) {
      for (int n = 1; n < nodes.size(); n++) {
        Node node = nodes.get(n);
        PtNDArray[] inputs = new PtNDArray[node.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
          inputs[i] = outputs[node.inputs().get(i)];
        }
        outputs[n] = operations.apply(node, inputs);
        observer.accept(node, outputs[n]);
        for (int done : dead.get(n)) {
          outputs[done].close();
          outputs[done] = null;
        }
      }
      return outputs[nodes.size() - 1];
    } catch (RuntimeException e) {
      for (int n = 1; n < nodes.size(); n++) {
        if (outputs[n] != null) {
          outputs[n].close();
        }
      }
      throw new IllegalStateException("running the " + plan + " failed", e);
    }
  }
}
