package io.espalier.supernet.evaluate;

import io.espalier.estimate.Measure;
import java.util.Arrays;
import java.util.BitSet;

/** The answers of a network to images, one after another. */
final class Answers {

  private final BitSet correct = new BitSet();
  private float[] losses = new float[64];
  private int images;

  /** Takes in the answer to the next image. */
  void add(float[] logits, int label) {
    add(logits, 0, logits.length, label);
  }

  /** Takes in the answer to the next image, of {@code classes} logits from {@code from} on. */
  void add(float[] logits, int from, int classes, int label) {
    if (images == losses.length) {
      losses = Arrays.copyOf(losses, 2 * images);
    }
    int best = from;
    for (int c = from + 1; c < from + classes; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    double sum = 0;
    for (int c = from; c < from + classes; c++) {
      sum += Math.exp((double) logits[c] - logits[best]);
    }
    correct.set(images, best == from + label);
    losses[images] = (float) (Math.log(sum) + logits[best] - logits[from + label]);
    images++;
  }

  /** Forgets all answers. */
  void clear() {
    images = 0;
    correct.clear();
  }

  /** The number of images answered. */
  int images() {
    return images;
  }

  /** The contribution of one image to the mean that is the score by {@code measure}. */
  double value(int image, Measure measure) {
    return measure == Measure.LOSS ? -losses[image] : correct.get(image) ? 100 : 0;
  }

  /** All answers together; at least one. */
  Score score() {
    double sum = 0;
    for (int n = 0; n < images; n++) {
      sum += losses[n];
    }
    double mean = sum / images;
    double squares = 0;
    for (int n = 0; n < images; n++) {
      squares += (losses[n] - mean) * (losses[n] - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, images - 1));
    return new Score(correct.cardinality(), images, mean, deviation);
  }
}
