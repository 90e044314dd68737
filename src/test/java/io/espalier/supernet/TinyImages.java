package io.espalier.supernet;

import io.espalier.data.Augmentation;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.random.RandomGenerator;

/**
 * Noisy images of 8 x 8 pixels whose class is their pattern: rows, columns, a chess board, none.
 */
public final class TinyImages {

  private TinyImages() {}

  /** A reader of {@code count} images in {@code classes} classes, at most 4. */
  public static BatchReader reader(int count, int classes, int batchSize, Seed seed) {
    ImageSubset images = ImageSubset.all(of(count, classes, seed));
    return new BatchReader(
        images,
        Normalisation.of(images),
        new Augmentation(1, true, 0),
        batchSize,
        seed.derive("reader"));
  }

  /** {@code count} images in {@code classes} classes, at most 4. */
  public static ImageSet of(int count, int classes, Seed seed) {
    RandomGenerator random = seed.generator();
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * 64);
    IntBuffer labels = IntBuffer.allocate(count);
    for (int n = 0; n < count; n++) {
      int label = n % classes;
      labels.put(n, label);
      for (int p = 0; p < 64; p++) {
        boolean bright =
            switch (label) {
              case 0 -> p / 8 % 2 == 0;
              case 1 -> p % 2 == 0;
              case 2 -> (p / 8 + p) % 2 == 0;
              default -> random.nextBoolean();
            };
        pixels.put(n * 64 + p, (byte) (random.nextInt(100) + (bright ? 120 : 0)));
      }
    }
    return new ImageSet(1, 8, 8, pixels, labels);
  }
}
