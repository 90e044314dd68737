package io.espalier.data;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/**
 * The preparation of a source's parts after reading: limiting and resizing.
 *
 * @param size side in pixels to which every image is brought; 0 to keep it
 * @param trainingLimit the number of training images to keep; 0 for all
 */
public record Preparation(int size, int trainingLimit) {

  /** As the options of a source say. */
  public static Preparation of(DataOptions options) {
    return new Preparation(options.size(), options.trainingLimit());
  }

  /** Limited and resized. */
  public ImageSet training(ImageSet images) {
    return resized(trainingLimit == 0 ? images : limited(images));
  }

  /** Resized. */
  public ImageSet test(ImageSet images) {
    return resized(images);
  }

  private ImageSet limited(ImageSet images) {
    if (trainingLimit >= images.count()) {
      return images;
    }
    int[] labels = new int[images.count()];
    images.labels().get(0, labels);
    int[] kept = Strata.first(labels, trainingLimit);
    int bytes = images.imageBytes();
    ByteBuffer pixels = ByteBuffer.allocateDirect(kept.length * bytes);
    IntBuffer numbers = IntBuffer.allocate(kept.length);
    for (int i = 0; i < kept.length; i++) {
      pixels.put(i * bytes, images.image(kept[i]));
      numbers.put(i, labels[kept[i]]);
    }
    return new ImageSet(images.channels(), images.height(), images.width(), pixels, numbers);
  }

  private ImageSet resized(ImageSet images) {
    if (size == 0 || (images.height() == size && images.width() == size)) {
      return images;
    }
    Crop whole = Crop.whole(images.height(), images.width());
    int bytes = size * size * images.channels();
    ByteBuffer pixels = ByteBuffer.allocateDirect(Math.multiplyExact(images.count(), bytes));
    for (int i = 0; i < images.count(); i++) {
      pixels.put(i * bytes, images.pixels().part(i, whole, size, size));
    }
    return new ImageSet(images.channels(), size, size, pixels, images.labels());
  }
}
