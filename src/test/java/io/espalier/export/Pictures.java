package io.espalier.export;

import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.random.Seed;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** Pictures as networks take them. */
final class Pictures {

  private Pictures() {}

  /** A batch of one picture in three colours. */
  static Batch batch(BufferedImage picture, Normalisation normalisation) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    ByteBuffer pixels = ByteBuffer.allocateDirect(height * width * 3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = picture.getRGB(x, y);
        pixels.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
      }
    }
    ImageSet set = new ImageSet(3, height, width, pixels.flip(), IntBuffer.allocate(1));
    return new BatchReader(ImageSubset.all(set), normalisation, Augmentation.NONE, 1, new Seed(0))
        .sequential(0);
  }
}
