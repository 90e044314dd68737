package io.espalier.bench;

import io.espalier.data.Augmentation;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.random.RandomGenerator;

/** Noise with stripes, whose number is the class: what a network learns in a few steps. */
public final class MadeUpImages {

  private MadeUpImages() {}

  /**
   * A reader of such images.
   *
   * @param scale their shape and the number of classes
   * @param count the number of images
   */
  public static BatchReader reader(Scale scale, int count, int batchSize, Seed seed) {
    Shape input = scale.input();
    RandomGenerator random = seed.generator();
    byte[] bytes = new byte[Math.toIntExact(count * input.values())];
    random.nextBytes(bytes);
    int rowBytes = input.width() * input.channels();
    IntBuffer labels = IntBuffer.allocate(count);
    for (int n = 0; n < count; n++) {
      int label = n % scale.classes();
      labels.put(n, label);
      for (int row = 0; row < input.height(); row++) {
        double wave = Math.sin(2 * Math.PI * (label + 1) * row / input.height());
        int from = (n * input.height() + row) * rowBytes;
        for (int at = from; at < from + rowBytes; at++) {
          bytes[at] = (byte) (127 + 64 * wave + (bytes[at] & 0xff) / 4.0 - 32);
        }
      }
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
    ImageSubset images =
        ImageSubset.all(
            new ImageSet(input.channels(), input.height(), input.width(), pixels, labels));
    return new BatchReader(images, Normalisation.of(images), Augmentation.NONE, batchSize, seed);
  }
}
