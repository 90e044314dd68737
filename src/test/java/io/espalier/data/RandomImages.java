package io.espalier.data;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Random;

/** Sets of random pixels for tests. */
final class RandomImages {

  private RandomImages() {}

  /** A set whose labels follow a skewed distribution over the classes. */
  static ImageSet of(int count, int classes, int channels, int side, long seed) {
    Random random = new Random(seed);
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * channels * side * side);
    byte[] bytes = new byte[pixels.capacity()];
    random.nextBytes(bytes);
    pixels.put(0, bytes);
    IntBuffer labels = IntBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      labels.put(i, Math.min(random.nextInt(classes), random.nextInt(classes)));
    }
    return new ImageSet(channels, side, side, pixels, labels);
  }
}
