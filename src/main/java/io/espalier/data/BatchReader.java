package io.espalier.data;

import io.espalier.data.augment.CutMix;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Reads batches of a subset: normalised, and augmented for training.
 *
 * <p>Every batch is a pure function of the reader and the step, so a resumed training sees what an
 * uninterrupted one would have. Padding and cutout are 0 after normalisation, as is usual. Each
 * batch has buffers of its own. Safe for several threads.
 */
public final class BatchReader {

  private final ImageSubset images;
  private final float[][] table;
  private final Augmentation augmentation;
  private final int batchSize;
  private final Seed seed;

  /** The order of the epoch read last, cached because the next step is likely to need it again. */
  private final AtomicReference<Epoch> latest = new AtomicReference<>();

  private static final class Epoch {
    final long index;
    final int[] order;

    Epoch(long index, int[] order) {
      this.index = index;
      this.order = order;
    }
  }

  /**
   * A reader of {@code images}.
   *
   * @param batchSize images per batch; reduced to the number of images if that is smaller
   */
  public BatchReader(
      ImageSubset images,
      Normalisation normalisation,
      Augmentation augmentation,
      int batchSize,
      Seed seed) {
    if (images.count() == 0) {
      throw new IllegalArgumentException("there are no images to read");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch of " + batchSize + " images is not possible");
    }
    if (normalisation.mean().size() != images.images().channels()) {
      throw new IllegalArgumentException(
          "the normalisation is for %d channels, the images have %d"
              .formatted(normalisation.mean().size(), images.images().channels()));
    }
    this.images = images;
    this.table = normalisation.table();
    this.augmentation = augmentation;
    this.batchSize = Math.min(batchSize, images.count());
    this.seed = seed;
  }

  /**
   * The number of full batches; an epoch skips the images left over, which differ from epoch to
   * epoch.
   */
  public int batchesPerEpoch() {
    return images.count() / batchSize;
  }

  /**
   * The augmented batch of a training step.
   *
   * @param step counted from 0 over all epochs; each epoch has its own order of the images
   */
  public Batch training(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("there is no step " + step);
    }
    int[] order = order(step / batchesPerEpoch());
    int first = (int) (step % batchesPerEpoch()) * batchSize;
    return read(Arrays.copyOfRange(order, first, first + batchSize), Optional.of(step));
  }

  /** The number of batches that hold all images in their order. */
  public int sequentialCount() {
    return (images.count() + batchSize - 1) / batchSize;
  }

  /** The images as they are, in order; the last batch may be smaller. */
  public Batch sequential(int index) {
    Objects.checkIndex(index, sequentialCount());
    int first = index * batchSize;
    int end = Math.min(images.count(), first + batchSize);
    return read(IntStream.range(first, end).toArray(), Optional.empty());
  }

  private int[] order(long epoch) {
    Epoch known = latest.get();
    if (known == null || known.index != epoch) {
      int[] order = IntStream.range(0, images.count()).toArray();
      Strata.shuffle(order, seed.derive("order").derive(epoch).generator());
      known = new Epoch(epoch, order);
      latest.set(known);
    }
    return known.order;
  }

  /**
   * Reads images.
   *
   * @param step the step that they are augmented for; empty for images as they are
   */
  private Batch read(int[] members, Optional<Long> step) {
    ImageSet set = images.images();
    int values = set.imageBytes();
    FloatBuffer pixels = direct(members.length * values * Float.BYTES).asFloatBuffer();
    LongBuffer labels = direct(members.length * Long.BYTES).asLongBuffer();
    ImageWriter writer = new ImageWriter(set.channels(), set.height(), set.width(), table);
    float[] target = new float[values];
    RandomGenerator random = generator("augmentation", step);
    // With a generator of its own, mixing leaves the images themselves as they would be.
    RandomGenerator mixing = generator("cutmix", step);
    List<Batch.Cover> covers = new ArrayList<>();
    for (int i = 0; i < members.length; i++) {
      if (step.isEmpty()) {
        writer.copy(bytes(members[i]), target);
      } else {
        writer.augment(bytes(members[i]), target, augmentation, random);
        cover(i, target, writer, mixing, covers);
      }
      pixels.put(i * values, target);
      labels.put(i, images.label(members[i]));
    }
    return new Batch(
        members.length, set.channels(), set.height(), set.width(), pixels, labels, covers);
  }

  private RandomGenerator generator(String purpose, Optional<Long> step) {
    return seed.derive(purpose).derive(step.orElse(0L)).generator();
  }

  private byte[] bytes(int member) {
    int values = images.images().imageBytes();
    byte[] bytes = new byte[values];
    images.images().pixels().get(images.index(member) * values, bytes);
    return bytes;
  }

  /** Covers parts of an image by those of others, which are augmented as well. */
  private void cover(
      int image,
      float[] target,
      ImageWriter writer,
      RandomGenerator random,
      List<Batch.Cover> covers) {
    ImageSet set = images.images();
    CutMix mix = augmentation.cutMix();
    for (int time = 0; time < mix.times() && !mix.isNone(); time++) {
      Optional<CutMix.Box> drawn = mix.draw(set.height(), set.width(), random);
      if (drawn.isPresent()) {
        int partner = random.nextInt(images.count());
        float[] other = new float[target.length];
        writer.augment(bytes(partner), other, augmentation, random);
        drawn.get().copy(other, target, set.channels(), set.width());
        double share = (double) drawn.get().area() / (set.height() * set.width());
        covers.add(new Batch.Cover(image, images.label(partner), share));
      }
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
