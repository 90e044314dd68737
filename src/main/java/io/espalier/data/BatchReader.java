package io.espalier.data;

import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Reads batches of a subset: normalised, and augmented for training.
 *
 * <p>Every batch is a pure function of the reader and the step, so a resumed training sees what an
 * uninterrupted one would have. Padding and cutout are 0 after normalisation, as is usual. Each
 * batch has buffers of its own, until it is {@linkplain #release released}. Safe for several
 * threads.
 */
public final class BatchReader {

  private final ImageSubset images;
  private final float[][] table;
  private final Augmentation augmentation;
  private final int batchSize;
  private final Seed seed;

  /** The order of the epoch read last, cached because the next step is likely to need it again. */
  private final AtomicReference<Epoch> latest = new AtomicReference<>();

  private final BatchMemory memory = new BatchMemory();
  private final BatchesAhead trainings;
  private final BatchesAhead sequences;

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
    // What is in memory is not worth beginning early.
    boolean early = images.images().pixels().readers().isPresent();
    this.trainings = new BatchesAhead(this::beginTraining, early);
    this.sequences = new BatchesAhead(this::beginSequential, early);
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
    return training(step, images.images().height(), images.images().width());
  }

  /**
   * As above, in a size of its own: trainings may begin with small images and end with large ones.
   *
   * @param height rows of pixels
   * @param width columns of pixels
   */
  public Batch training(long step, int height, int width) {
    if (step < 0) {
      throw new IllegalArgumentException("there is no step " + step);
    }
    return trainings.take(new BatchesAhead.Request(step, height, width), Long.MAX_VALUE);
  }

  private CompletableFuture<Batch> beginTraining(BatchesAhead.Request request) {
    long step = request.number();
    int[] order = order(step / batchesPerEpoch());
    int first = (int) (step % batchesPerEpoch()) * batchSize;
    Seed random = seed.derive("augmentation").derive(step);
    return read(request, Arrays.copyOfRange(order, first, first + batchSize), Optional.of(random));
  }

  /** The number of batches that hold all images in their order. */
  public int sequentialCount() {
    return (images.count() + batchSize - 1) / batchSize;
  }

  /** The memory that these batches would take together, in bytes. */
  public long sequentialBytes() {
    return (long) images.count() * images.images().imageBytes() * Float.BYTES;
  }

  /** The images as they are, in order; the last batch may be smaller. */
  public Batch sequential(int index) {
    Objects.checkIndex(index, sequentialCount());
    ImageSet set = images.images();
    return sequences.take(
        new BatchesAhead.Request(index, set.height(), set.width()), sequentialCount());
  }

  private CompletableFuture<Batch> beginSequential(BatchesAhead.Request request) {
    int first = (int) request.number() * batchSize;
    int end = Math.min(images.count(), first + batchSize);
    return read(request, IntStream.range(first, end).toArray(), Optional.empty());
  }

  /** Takes back the memory of a batch of this reader, which must not be read any more. */
  public void release(Batch batch) {
    memory.release(batch.pixels());
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
   * Makes a batch.
   *
   * @param random the source of its changes; empty for images as they are
   */
  private CompletableFuture<Batch> read(
      BatchesAhead.Request request, int[] members, Optional<Seed> random) {
    BatchInProgress batch =
        new BatchInProgress(images, members, request.height(), request.width(), table, memory);
    Optional<Executor> readers = images.images().pixels().readers();
    if (readers.isPresent()) {
      return batch.readSideBySide(readers.get(), random, augmentation);
    }
    return CompletableFuture.completedFuture(batch.read(random, augmentation));
  }
}
