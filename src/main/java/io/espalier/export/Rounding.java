package io.espalier.export;

import ai.djl.ndarray.types.DataType;
import io.espalier.data.Batch;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** What 32-bit floating point does to the logits of a child. */
final class Rounding {

  /** The largest difference of few images says little of what others may show. */
  private static final int LEAST_IMAGES = 1000;

  private static final float NUDGE = 1e-6f;

  private Rounding() {}

  /**
   * The largest difference of a logit from the same network's in 64-bit floating point. If there
   * are few images, each is asked again and again with pixels that differ by millionths.
   */
  static double of(Child child, List<Batch> batches) {
    PlanRunner runner = new PlanRunner(child.plan());
    Evaluator rounded = new Evaluator();
    Evaluator exact = new Evaluator(DataType.FLOAT64);
    int images = batches.stream().mapToInt(Batch::count).sum();
    int times = (LEAST_IMAGES + images - 1) / images;
    double largest = 0;
    try (Weights wide = child.weights().mapped(own -> Tensors.as(DataType.FLOAT64, own))) {
      for (Batch batch : batches) {
        for (int time = 0; time < times; time++) {
          List<Batch> nudged = List.of(nudged(batch, 1 + time * NUDGE));
          List<float[]> found = rounded.logits(runner, child.weights(), Mode.EVALUATION, nudged);
          List<float[]> truth = exact.logits(runner, wide, Mode.EVALUATION, nudged);
          largest = Math.max(largest, difference(found, truth));
        }
      }
    }
    return largest;
  }

  private static Batch nudged(Batch batch, float factor) {
    FloatBuffer pixels = batch.pixels().duplicate();
    FloatBuffer changed =
        ByteBuffer.allocateDirect(pixels.remaining() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (pixels.hasRemaining()) {
      changed.put(pixels.get() * factor);
    }
    return new Batch(
        batch.count(),
        batch.channels(),
        batch.height(),
        batch.width(),
        changed.flip(),
        batch.labels());
  }

  private static double difference(List<float[]> found, List<float[]> truth) {
    double largest = 0;
    for (int image = 0; image < found.size(); image++) {
      for (int c = 0; c < found.get(image).length; c++) {
        double off = (double) found.get(image)[c] - truth.get(image)[c];
        largest = Math.max(largest, Math.abs(off));
      }
    }
    return largest;
  }
}
