package io.espalier.supernet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Drop path (Larsson et al., ICLR 2017): in each step and for each image, a branch that enters a
 * sum is dropped with some probability, and otherwise scaled up so that its mean stays the same.
 * During a training the probability rises linearly from 0 (Zoph et al., CVPR 2018).
 *
 * <p>A branch is an input of a sum with several inputs that is the output of a batch norm or a
 * pooling and not read elsewhere: the operations of a cell and the residual part of a block, but
 * neither a skip connection nor the projection of a shortcut. Networks are trained with drop path
 * and run without it.
 *
 * @param probability from 0 (none) to below 1
 * @param seed the seed of the step
 */
record DropPath(double probability, Seed seed) {

  static final DropPath NONE = new DropPath(0, new Seed(0));

  /** The paths of the nodes that end a branch. */
  static Set<String> branches(Plan plan) {
    List<Node> nodes = plan.nodes();
    int[] readers = new int[nodes.size()];
    nodes.forEach(node -> node.inputs().forEach(input -> readers[input]++));
    Set<String> branches = new HashSet<>();
    for (Node node : nodes) {
      if (node.op() instanceof Op.Add && node.inputs().size() > 1) {
        for (int input : node.inputs()) {
          Op op = nodes.get(input).op();
          boolean ends = op instanceof Op.BatchNorm || op instanceof Op.Pool;
          if (ends && readers[input] == 1) {
            branches.add(nodes.get(input).path());
          }
        }
      }
    }
    return branches;
  }

  /** An observer that drops branches of a running plan. */
  BiConsumer<Node, NDArray> in(Plan plan) {
    if (probability == 0) {
      return (node, output) -> {};
    }
    Set<String> branches = branches(plan);
    return (node, output) -> {
      if (branches.contains(node.path())) {
        float[] factors = factors(node.path(), (int) output.getShape().get(0));
        Shape shape = new Shape(factors.length, 1, 1, 1);
        try (NDArray array = output.getManager().create(factors, shape)) {
          JniUtils.muli((PtNDArray) output, (PtNDArray) array);
        }
      }
    };
  }

  /** The factor of each image's branch: 0, or 1 / (1 - probability). */
  float[] factors(String path, int images) {
    RandomGenerator random = seed.derive(path).generator();
    float[] factors = new float[images];
    for (int i = 0; i < images; i++) {
      factors[i] = random.nextDouble() < probability ? 0 : (float) (1 / (1 - probability));
    }
    return factors;
  }
}
