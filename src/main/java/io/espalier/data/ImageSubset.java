package io.espalier.data;

import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.stream.IntStream;

/**
 * Some images of a set, in an order of its own; a view that copies no pixels.
 *
 * @param images the set
 * @param indices the index in the set of each image of this subset
 */
public record ImageSubset(ImageSet images, IntBuffer indices) {

  public ImageSubset {
    indices = indices.slice().asReadOnlyBuffer();
    for (int i = 0; i < indices.capacity(); i++) {
      if (indices.get(i) < 0 || indices.get(i) >= images.count()) {
        throw new IllegalArgumentException(
            "there is no image %d in a set of %d".formatted(indices.get(i), images.count()));
      }
    }
  }

  /** All images of a set in their order. */
  public static ImageSubset all(ImageSet images) {
    return of(images, IntStream.range(0, images.count()).toArray());
  }

  static ImageSubset of(ImageSet images, int[] indices) {
    return new ImageSubset(images, IntBuffer.wrap(indices));
  }

  /** The number of images. */
  public int count() {
    return indices.capacity();
  }

  /** The index in the set of image {@code i} of this subset. */
  public int index(int i) {
    return indices.get(i);
  }

  /** The class index of image {@code i}. */
  public int label(int i) {
    return images.labels().get(indices.get(i));
  }

  /**
   * A random part of this subset in random order, with the classes in proportion.
   *
   * @param count the number of images; all of them if there are fewer
   */
  public ImageSubset draw(int count, Seed seed) {
    int[] labels = IntStream.range(0, count()).map(this::label).toArray();
    int[] shuffled = IntStream.range(0, count()).toArray();
    Strata.shuffle(shuffled, seed.derive("order").generator());
    int[] shuffledLabels = IntStream.of(shuffled).map(i -> labels[i]).toArray();
    int[] first = Strata.first(shuffledLabels, Math.min(count, count()));
    return of(images, IntStream.of(first).map(k -> index(shuffled[k])).toArray());
  }

  /** SHA-256, in hexadecimal, of the indices in their order; identifies the images. */
  public String fingerprint() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * count());
    for (int i = 0; i < count(); i++) {
      bytes.putInt(index(i));
    }
    return Fingerprint.begin().add(bytes.flip()).hex();
  }
}
