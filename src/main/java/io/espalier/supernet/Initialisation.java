package io.espalier.supernet;

import io.espalier.plan.Op;
import io.espalier.plan.Tensor;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * The initial values of tensors.
 *
 * <p>Convolutions: normal with variance 2 / fan-out (He et al., 2015), where the fan-out counts the
 * outputs that one input reaches, so per group. Linear layers: uniform in plus and minus 1 /
 * sqrt(inputs), as PyTorch's default. Embeddings: uniform in plus and minus 0.1, as in Zaremba et
 * al. (2014). Batch norm: scale and variance 1, shift and mean 0. Biases: 0.
 */
final class Initialisation {

  private static final double EMBEDDING_BOUND = 0.1;

  private Initialisation() {}

  /** The values of one tensor, outermost dimension first, in native byte order. */
  static ByteBuffer values(Op op, Tensor tensor, Seed seed) {
    int count = Math.toIntExact(tensor.values());
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    FloatBuffer values = bytes.asFloatBuffer();
    DoubleSupplier source = source(op, tensor, seed.generator());
    for (int i = 0; i < count; i++) {
      values.put(i, (float) source.getAsDouble());
    }
    return bytes;
  }

  private static DoubleSupplier source(Op op, Tensor tensor, RandomGenerator random) {
    boolean weight = tensor.name().equals("weight");
    if (op instanceof Op.Conv conv && weight) {
      double fanOut = (double) conv.out() / conv.groups() * conv.kernel() * conv.kernel();
      double deviation = Math.sqrt(2 / fanOut);
      return () -> deviation * random.nextGaussian();
    }
    if (op instanceof Op.SqueezeExcitation && tensor.name().endsWith(".weight")) {
      double deviation = Math.sqrt(2.0 / tensor.shape().get(0));
      return () -> deviation * random.nextGaussian();
    }
    if (op instanceof Op.Linear linear && weight) {
      double bound = 1 / Math.sqrt(linear.in());
      return () -> bound * (2 * random.nextDouble() - 1);
    }
    if (op instanceof Op.Embedding) {
      return () -> EMBEDDING_BOUND * (2 * random.nextDouble() - 1);
    }
    boolean one = op instanceof Op.BatchNorm && (weight || tensor.name().equals("running_var"));
    return () -> one ? 1 : 0;
  }
}
