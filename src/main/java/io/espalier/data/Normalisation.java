package io.espalier.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings each channel to mean 0 and standard deviation 1.
 *
 * @param mean mean of each channel, of values from 0 to 1
 * @param deviation standard deviation of each channel, of values from 0 to 1; positive
 */
public record Normalisation(List<Float> mean, List<Float> deviation) {

  private static final int LEVELS = 256;

  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty() || mean.size() != deviation.size()) {
      throw new IllegalArgumentException(
          "a mean and a deviation per channel are needed, not %s and %s"
              .formatted(mean, deviation));
    }
    if (!deviation.stream().allMatch(d -> d > 0)) {
      throw new IllegalArgumentException("deviations must be positive: " + deviation);
    }
  }

  /** Measures the training images only, so that nothing is learned from the others. */
  public static Normalisation of(ImageSubset training) {
    if (training.count() == 0) {
      throw new IllegalArgumentException("there are no images to measure");
    }
    ImageSet images = training.images();
    int channels = images.channels();
    long[][] histograms = new long[channels][LEVELS];
    byte[] image = new byte[images.imageBytes()];
    ByteBuffer pixels = images.pixels();
    for (int i = 0; i < training.count(); i++) {
      pixels.get(training.index(i) * image.length, image);
      for (int p = 0; p < image.length; p++) {
        histograms[p % channels][image[p] & 0xff]++;
      }
    }
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    double count = (double) training.count() * images.height() * images.width();
    for (long[] histogram : histograms) {
      double sum = 0;
      double squares = 0;
      for (int level = 0; level < LEVELS; level++) {
        double value = level / 255.0;
        sum += histogram[level] * value;
        squares += histogram[level] * value * value;
      }
      double mean = sum / count;
      double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
      means.add((float) mean);
      // A constant channel is not scaled; all its values become 0.
      deviations.add(deviation < 1e-6 ? 1f : (float) deviation);
    }
    return new Normalisation(means, deviations);
  }

  /** The value of each byte in each channel: {@code [channel][byte]}. */
  float[][] table() {
    float[][] table = new float[mean.size()][LEVELS];
    for (int c = 0; c < table.length; c++) {
      for (int level = 0; level < LEVELS; level++) {
        table[c][level] = (level / 255f - mean.get(c)) / deviation.get(c);
      }
    }
    return table;
  }
}
