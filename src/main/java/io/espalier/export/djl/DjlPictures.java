package io.espalier.export.djl;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.translator.ImageClassificationTranslator;
import ai.djl.translate.TranslateException;
import io.espalier.data.Picture;
import io.espalier.data.PictureForm;
import io.espalier.export.Child;
import io.espalier.export.PictureNetwork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A DJL model with DJL's own translator, used as in the README's program. */
final class DjlPictures implements PictureNetwork {

  private final Model model;
  private final Predictor<Image, Classifications> predictor;
  private final int channels;

  /**
   * Takes over a model.
   *
   * @param settings the translator's settings from {@code serving.properties}
   */
  DjlPictures(Model model, Map<String, String> settings, Child child) {
    Map<String, String> arguments = new LinkedHashMap<>(settings);
    List<String> classes = child.about().classes();
    arguments.put("applySoftmax", "false");
    arguments.put("topK", Integer.toString(classes.size()));
    this.channels = child.plan().input().channels();
    this.model = model;
    this.predictor =
        model.newPredictor(
            ImageClassificationTranslator.builder(arguments).optSynset(classes).build());
  }

  @Override
  public float[] logits(Path picture) {
    Picture read = PictureForm.read(picture).in(channels);
    try {
      Classifications found = predictor.predict(ImageFactory.getInstance().fromImage(read.image()));
      List<Double> scores = found.getProbabilities();
      float[] logits = new float[scores.size()];
      for (int c = 0; c < logits.length; c++) {
        logits[c] = scores.get(c).floatValue();
      }
      return logits;
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
