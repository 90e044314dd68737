package io.espalier.export.djl;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.espalier.data.Batch;
import io.espalier.data.Normalisation;
import io.espalier.export.Network;
import io.espalier.export.Pixels;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A DJL model that takes images with values from 0 to 1. */
final class DjlNetwork implements Network {

  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Normalisation normalisation;

  DjlNetwork(Model model, Normalisation normalisation) {
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
    this.normalisation = normalisation;
  }

  @Override
  public List<float[]> logits(Batch batch) {
    FloatBuffer pixels = Pixels.unnormalised(batch, normalisation);
    Shape shape = new Shape(batch.count(), batch.height(), batch.width(), batch.channels());
    try (NDManager scratch = model.getNDManager().newSubManager()) {
      NDArray images = scratch.create(pixels, shape, DataType.FLOAT32).transpose(0, 3, 1, 2);
      NDList logits = predictor.predict(new NDList(images));
      logits.attach(scratch);
      return rows(logits.singletonOrThrow().toFloatArray(), batch.count());
    } catch (TranslateException e) {
      throw new IllegalStateException("the exported model cannot be run", e);
    }
  }

  private static List<float[]> rows(float[] values, int count) {
    int classes = values.length / count;
    return IntStream.range(0, count)
        .mapToObj(n -> Arrays.copyOfRange(values, n * classes, (n + 1) * classes))
        .toList();
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
