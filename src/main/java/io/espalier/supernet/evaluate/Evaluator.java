package io.espalier.supernet.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs a network on images without recording gradients. For one thread at a time. */
public final class Evaluator {

  private final BatchInput input = new BatchInput();
  private final DataType type;

  /** For weights of 32-bit floating point. */
  public Evaluator() {
    this(DataType.FLOAT32);
  }

  /** For weights of this type; images and answers are of 32 bits all the same. */
  public Evaluator(DataType type) {
    this.type = type;
  }

  /**
   * All batches of a reader without augmentation, in order: in memory if they take no more than a
   * quarter of it, else read whenever one is asked for.
   */
  public static List<Batch> batches(BatchReader reader) {
    if (reader.sequentialBytes() > Runtime.getRuntime().maxMemory() / 4) {
      return new AbstractList<>() {
        @Override
        public Batch get(int index) {
          return reader.sequential(index);
        }

        @Override
        public int size() {
          return reader.sequentialCount();
        }
      };
    }
    return IntStream.range(0, reader.sequentialCount()).mapToObj(reader::sequential).toList();
  }

  /** How well the network classifies these batches. */
  public Score score(PlanRunner runner, Weights weights, Mode mode, Iterable<Batch> batches) {
    Answers answers = new Answers();
    for (Batch batch : batches) {
      float[][] logits = logits(runner, weights, mode, batch);
      for (int n = 0; n < logits.length; n++) {
        answers.add(logits[n], (int) batch.labels().get(n));
      }
    }
    return answers.score();
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
   * Measures the batch-norm statistics of {@code weights} again, as plain means over the batches.
   * This changes them, so pass weights {@linkplain Weights#withOwnStatistics with statistics of
   * their own}.
   */
  public void recalibrate(PlanRunner runner, Weights weights, Iterable<Batch> batches) {
    int done = 0;
    for (Batch batch : batches) {
      done++;
      run(runner, weights, Mode.accumulating(done), batch, NDArray::getShape);
    }
  }

  /** The logits of each image of a batch. */
  float[][] logits(PlanRunner runner, Weights weights, Mode mode, Batch batch) {
    float[] values = run(runner, weights, mode, batch, NDArray::toFloatArray);
    int classes = values.length / batch.count();
    float[][] logits = new float[batch.count()][classes];
    for (int n = 0; n < logits.length; n++) {
      System.arraycopy(values, n * classes, logits[n], 0, classes);
    }
    return logits;
  }

  /** What is read of the output, which is gone afterwards. */
  private <T> T run(
      PlanRunner runner, Weights weights, Mode mode, Batch batch, Function<NDArray, T> read) {
    boolean recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = input.images(scratch, batch);
      return read.apply(
          type == DataType.FLOAT32
              ? runner.run(weights, images, mode)
              : Tensors.as(DataType.FLOAT32, runner.run(weights, Tensors.as(type, images), mode)));
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }
}
