package io.espalier.supernet.zerocost;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.espalier.data.Batch;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;

/**
 * NASWOT (Mellor et al., ICML 2021): how differently an untrained network treats the images of a
 * batch. Each image has a code, one bit for every value that passes a ReLU, set where it is above
 * zero; the kernel of two images counts the bits that agree; the score is the logarithm of the
 * kernel's determinant. Batch norms use the batch's statistics.
 */
public final class NaswotEstimator extends UntrainedEstimator {

  /** How it can be named. */
  public static final ScoreKind KIND =
      new ScoreKind(
          "naswot",
          "how differently an untrained network treats images (NASWOT, Mellor et al.)",
          s -> new NaswotEstimator(s.blueprint(), s.batch().get(), s.device(), s.seed()));

  /** The smallest pivot, as a share of the number of bits, so that equal codes are not an error. */
  private static final double LEAST_PIVOT = 1e-6;

  private final Weights weights;
  private final Batch batch;
  private final BatchInput input = new BatchInput();

  /**
   * An estimator on networks of {@code blueprint}'s size.
   *
   * @param batch training images, 64 or 128 are usual; the score grows with their number
   * @param seed the source of the weights, which all architectures share by path
   */
  public NaswotEstimator(Blueprint blueprint, Batch batch, Device device, Seed seed) {
    super(blueprint);
    this.batch = batch;
    this.weights = Weights.initialise(blueprint, device, seed);
  }

  @Override
  protected double score(Architecture architecture) {
    PlanRunner runner = new PlanRunner(blueprint().plan(architecture));
    int n = batch.count();
    double[] agreeing = new double[n * n];
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = input.images(scratch, batch);
      runner.run(
          weights,
          images,
          Mode.BATCH_STATISTICS,
          (node, output) -> {
            if (node.op() instanceof Op.Activation) {
              add(output, agreeing);
            }
          });
    }
    return logDeterminant(agreeing, n);
  }

  /** Adds, for each pair of images, the number of bits of this activation that agree. */
  private static void add(NDArray output, double[] agreeing) {
    try (NDManager scratch = output.getManager().newSubManager()) {
      long images = output.getShape().get(0);
      NDArray positive = output.gt(0);
      positive.attach(scratch);
      NDArray bits = positive.toType(DataType.FLOAT32, true).reshape(images, -1);
      bits.attach(scratch);
      // With signs, equal bits count 1 and others -1.
      NDArray signs = bits.mul(2).sub(1);
      signs.attach(scratch);
      NDArray products = signs.matMul(signs.transpose());
      products.attach(scratch);
      long length = signs.getShape().get(1);
      float[] values = products.toFloatArray();
      for (int i = 0; i < values.length; i++) {
        agreeing[i] += (values[i] + length) / 2;
      }
    }
  }

  /** By Cholesky's decomposition of a symmetric n x n matrix. */
  static double logDeterminant(double[] matrix, int n) {
    double[] lower = new double[n * n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i * n + j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i * n + k] * lower[j * n + k];
        }
        if (i == j) {
          double pivot = Math.max(rest, LEAST_PIVOT * matrix[i * n + i]);
          lower[i * n + i] = Math.sqrt(pivot);
          sum += Math.log(pivot);
        } else {
          lower[i * n + j] = rest / lower[j * n + j];
        }
      }
    }
    return sum;
  }

  @Override
  protected int images() {
    return batch.count();
  }

  @Override
  public void close() {
    weights.close();
  }
}
