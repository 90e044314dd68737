package io.espalier.supernet.evaluate;

import io.espalier.data.Batch;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Detects whether a network still computes the same, without any images: its loss on fixed noise,
 * with the statistics of that batch.
 */
public final class NoiseProbe {

  private static final int IMAGES = 16;

  private final Batch batch;

  /** A probe of networks with this input and this number of classes. */
  public NoiseProbe(Shape input, int classes) {
    RandomGenerator random = new Seed(0).derive("noise probe").generator();
    int values = Math.toIntExact(IMAGES * input.values());
    FloatBuffer pixels = direct(values * Float.BYTES).asFloatBuffer();
    for (int v = 0; v < values; v++) {
      pixels.put(v, (float) random.nextGaussian());
    }
    LongBuffer labels = direct(IMAGES * Long.BYTES).asLongBuffer();
    for (int n = 0; n < IMAGES; n++) {
      labels.put(n, n % classes);
    }
    batch = new Batch(IMAGES, input.channels(), input.height(), input.width(), pixels, labels);
  }

  /** The mean cross-entropy on the noise, with labels that are unrelated to it. */
  public double loss(PlanRunner runner, Weights weights) {
    return new Evaluator().score(runner, weights, Mode.BATCH_STATISTICS, List.of(batch)).loss();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
