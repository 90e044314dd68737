package io.espalier.supernet.check;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.supernet.Mode;
import io.espalier.supernet.Weights;
import java.util.random.RandomGenerator;

/**
 * A computation to check in the native libraries.
 *
 * @param name the computation and its shapes, for messages; inputs and weights are derived from it
 * @param plan the network, often a single operation
 * @param images the number of images run at once; for a text, of streams
 * @param steps 1; for a text, the number of tokens of each stream
 * @param mode the statistics that batch norms use
 * @param classifies whether the gradient is that of the mean cross-entropy, as in a training;
 *     otherwise that of a sum with random weights, which covers every output
 */
public record CheckCase(
    String name, Plan plan, int images, int steps, Mode mode, boolean classifies) {

  /**
   * Rounding of 32 bits in one operation of these sizes stays below a few millionths of an array's
   * norm; faulty kernels were off by a twentieth and more.
   */
  private static final double OPERATION_TOLERANCE = 1e-4;

  /** A whole network accumulates the rounding of its operations, and its batch norms amplify it. */
  private static final double NETWORK_TOLERANCE = 1e-3;

  /** The largest relative difference to the reference that rounding explains. */
  public double tolerance() {
    return classifies ? NETWORK_TOLERANCE : OPERATION_TOLERANCE;
  }

  private Seed seed() {
    return new Seed(1).derive(name);
  }

  /** Whether the input is tokens. */
  boolean readsText() {
    return plan.nodes().stream().anyMatch(node -> node.op() instanceof Op.Embedding);
  }

  /** The values of the input at one step, in the order image, row, column, channel. */
  float[] input(int step) {
    RandomGenerator random = seed().derive("input").derive(step).generator();
    float[] values = new float[Math.toIntExact(images * plan.input().values())];
    int tokens = tokens();
    for (int i = 0; i < values.length; i++) {
      values[i] = tokens > 0 ? random.nextInt(tokens) : (float) random.nextGaussian();
    }
    return values;
  }

  private int tokens() {
    for (Node node : plan.nodes()) {
      if (node.op() instanceof Op.Embedding embedding) {
        return embedding.tokens();
      }
    }
    return 0;
  }

  /**
   * The weights as at the start of a training, except for batch norms and biases, which are
   * perturbed.
   */
  Weights weights(Device device) {
    Weights weights = Weights.initialise(plan, device, seed().derive("weights"));
    weights
        .all()
        .forEach(
            (name, array) -> {
              boolean norm =
                  name.endsWith(".bias")
                      || name.endsWith("running_mean")
                      || name.endsWith("running_var")
                      || (name.endsWith(".weight") && array.getShape().dimension() == 1);
              if (norm) {
                move(array, seed().derive(name).generator());
              }
            });
    return weights;
  }

  private static void move(NDArray array, RandomGenerator random) {
    float[] values = array.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.5 * random.nextDouble() - 0.25);
    }
    array.set(values);
  }

  /** The gradient of the output, whose rows are images or tokens. */
  double[] outputGradient(double[] output) {
    RandomGenerator random = seed().derive("gradient").generator();
    double[] gradient = new double[output.length];
    int classes = Math.toIntExact(plan.output().values());
    int rows = output.length / classes;
    for (int row = 0; row < rows; row++) {
      if (classifies) {
        softmax(output, gradient, row * classes, classes);
        gradient[row * classes + random.nextInt(classes)] -= 1;
      }
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        // The native libraries receive 32-bit values.
        gradient[i] = classifies ? gradient[i] / rows : (float) random.nextGaussian();
      }
    }
    return gradient;
  }

  private static void softmax(double[] from, double[] to, int start, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + count; i++) {
      largest = Math.max(largest, from[i]);
    }
    double sum = 0;
    for (int i = start; i < start + count; i++) {
      to[i] = Math.exp(from[i] - largest);
      sum += to[i];
    }
    for (int i = start; i < start + count; i++) {
      to[i] /= sum;
    }
  }
}
