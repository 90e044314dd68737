package io.espalier.supernet.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a network on images without recording gradients. For one thread at a time. */
public final class Evaluator {

  private final BatchInput input = new BatchInput();

  /** All batches of a reader as they are, in order. */
  public static List<Batch> batches(BatchReader reader) {
    return IntStream.range(0, reader.sequentialCount()).mapToObj(reader::sequential).toList();
  }

  /** How well the network classifies these batches. */
  public Score score(PlanRunner runner, Weights weights, Mode mode, Iterable<Batch> batches) {
    int correct = 0;
    int images = 0;
    double loss = 0;
    double squares = 0;
    for (Batch batch : batches) {
      float[][] logits = logits(runner, weights, mode, batch);
      for (int n = 0; n < logits.length; n++) {
        int label = (int) batch.labels().get(n);
        correct += largest(logits[n]) == label ? 1 : 0;
        double entropy = crossEntropy(logits[n], label);
        loss += entropy;
        squares += entropy * entropy;
      }
      images += batch.count();
    }
    double mean = loss / images;
    double variance = (squares - images * mean * mean) / Math.max(1, images - 1);
    return new Score(correct, images, mean, Math.sqrt(Math.max(0, variance)));
  }

  /** The logits of each image of these batches. */
  public List<float[]> logits(
      PlanRunner runner, Weights weights, Mode mode, Iterable<Batch> batches) {
    List<float[]> all = new ArrayList<>();
    for (Batch batch : batches) {
      all.addAll(List.of(logits(runner, weights, mode, batch)));
    }
    return all;
  }

  /**
   * Measures the batch-norm statistics of {@code weights} anew, as plain means over the batches.
   * Changes them: give weights {@linkplain Weights#withOwnStatistics with statistics of their own}.
   */
  public void recalibrate(PlanRunner runner, Weights weights, Iterable<Batch> batches) {
    int done = 0;
    for (Batch batch : batches) {
      done++;
      logits(runner, weights, Mode.accumulating(done), batch);
    }
  }

  private float[][] logits(PlanRunner runner, Weights weights, Mode mode, Batch batch) {
    boolean recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = input.images(scratch, batch);
      float[] values = runner.run(weights, images, mode).toFloatArray();
      int classes = values.length / batch.count();
      float[][] logits = new float[batch.count()][classes];
      for (int n = 0; n < logits.length; n++) {
        System.arraycopy(values, n * classes, logits[n], 0, classes);
      }
      return logits;
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }

  private static double crossEntropy(float[] logits, int label) {
    double largest = logits[largest(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return Math.log(sum) + largest - logits[label];
  }
}
