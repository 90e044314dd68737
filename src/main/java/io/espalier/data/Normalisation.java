package io.espalier.data;

import io.espalier.progress.Futures;
import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Brings each channel to mean 0 and standard deviation 1.
 *
 * @param mean mean of each channel, of values from 0 to 1
 * @param deviation standard deviation of each channel, of values from 0 to 1; positive
 */
public record Normalisation(List<Float> mean, List<Float> deviation) {

  private static final int LEVELS = 256;

  /** So many pictures tell the mean to about 3 % of the deviation, within a second. */
  private static final int SAMPLE = 512;

  private static final int CHUNK = 32;

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

  /**
   * Measures the training images only, so that nothing is learned from the others; of those that
   * are not in memory, some that are always the same.
   */
  public static Normalisation of(ImageSubset training) {
    if (training.count() == 0) {
      throw new IllegalArgumentException("there are no images to measure");
    }
    Optional<Executor> readers = training.images().pixels().readers();
    ImageSubset measured = readers.isEmpty() ? training : training.draw(SAMPLE, new Seed(0));
    ImageSet images = measured.images();
    int channels = images.channels();
    List<CompletableFuture<long[][]>> chunks = new ArrayList<>();
    for (int first = 0; first < measured.count(); first += CHUNK) {
      int from = first;
      int to = Math.min(measured.count(), first + CHUNK);
      chunks.add(
          CompletableFuture.supplyAsync(
              () -> histograms(measured, from, to), readers.orElse(Runnable::run)));
    }
    long[][] histograms = new long[channels][LEVELS];
    for (CompletableFuture<long[][]> chunk : chunks) {
      long[][] counts = Futures.join(chunk);
      for (int c = 0; c < channels; c++) {
        for (int level = 0; level < LEVELS; level++) {
          histograms[c][level] += counts[c][level];
        }
      }
    }
    List<Float> means = new ArrayList<>();
    List<Float> deviations = new ArrayList<>();
    double count = (double) measured.count() * images.height() * images.width();
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

  /**
   * How often each channel has each level in the images from {@code first} to before {@code end}.
   */
  private static long[][] histograms(ImageSubset subset, int first, int end) {
    int channels = subset.images().channels();
    long[][] histograms = new long[channels][LEVELS];
    for (int i = first; i < end; i++) {
      byte[] image = subset.images().image(subset.index(i));
      for (int c = 0; c < channels; c++) {
        long[] counts = histograms[c];
        for (int p = c; p < image.length; p += channels) {
          counts[image[p] & 0xff]++;
        }
      }
    }
    return histograms;
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
