package io.espalier.export;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.espalier.data.Batch;
import io.espalier.data.Normalisation;
import java.nio.FloatBuffer;

/** A model of DJL that takes images with values from 0 to 1. */
final class DjlNetwork implements Network {

  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;
  private final Normalisation normalisation;

  DjlNetwork(ZooModel<NDList, NDList> model, Normalisation normalisation) {
    this.model = model;
    this.predictor = model.newPredictor();
    this.normalisation = normalisation;
  }

  @Override
  public float[] logits(Batch batch) {
    int channels = batch.channels();
    FloatBuffer pixels = FloatBuffer.allocate(batch.pixels().limit());
    for (int i = 0; i < pixels.limit(); i++) {
      float value = batch.pixels().get(i);
      int c = i % channels;
      pixels.put(i, value * normalisation.deviation().get(c) + normalisation.mean().get(c));
    }
    Shape shape = new Shape(batch.count(), batch.height(), batch.width(), channels);
    try (NDManager scratch = model.getNDManager().newSubManager()) {
      NDArray images = scratch.create(pixels, shape, DataType.FLOAT32).transpose(0, 3, 1, 2);
      NDList logits = predictor.predict(new NDList(images));
      logits.attach(scratch);
      return logits.singletonOrThrow().toFloatArray();
    } catch (TranslateException e) {
      throw new IllegalStateException("the exported model cannot be run", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
