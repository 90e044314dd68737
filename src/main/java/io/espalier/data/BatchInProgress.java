package io.espalier.data;

import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** A batch that is being made: its buffers, and how they are filled. */
final class BatchInProgress {

  /** Images that one thread reads in a row, with the same scratch memory. */
  private static final int CHUNK = 8;

  private final ImageSubset images;
  private final int[] members;
  private final int height;
  private final int width;
  private final float[][] table;
  private final FloatBuffer pixels;
  private final LongBuffer labels;

  /**
   * An empty batch of images of {@code height} by {@code width}.
   *
   * @param members which of the images, in their order
   * @param table the value of each byte in each channel
   * @param memory where its buffers are from
   */
  BatchInProgress(
      ImageSubset images,
      int[] members,
      int height,
      int width,
      float[][] table,
      BatchMemory memory) {
    this.images = images;
    this.members = members;
    this.height = height;
    this.width = width;
    this.table = table;
    this.pixels = memory.buffer(members.length * values());
    this.labels =
        ByteBuffer.allocateDirect(members.length * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .asLongBuffer();
  }

  private int values() {
    return images.images().channels() * height * width;
  }

  /**
   * Reads all images one after another.
   *
   * @param random the source of all changes; empty for images as they are
   */
  Batch read(Optional<RandomGenerator> random, Augmentation changes) {
    read(0, members.length, i -> random, changes);
    return batch();
  }

  /**
   * Reads the images on several threads, in any order: each image's changes have a source of their
   * own.
   *
   * @param random the source of these sources; empty for images as they are
   */
  CompletableFuture<Batch> readSideBySide(
      Executor readers, Optional<Seed> random, Augmentation changes) {
    CompletableFuture<?>[] chunks = new CompletableFuture<?>[(members.length + CHUNK - 1) / CHUNK];
    for (int c = 0; c < chunks.length; c++) {
      int first = c * CHUNK;
      int end = Math.min(members.length, first + CHUNK);
      chunks[c] =
          CompletableFuture.runAsync(
              () -> read(first, end, i -> random.map(seed -> seed.derive(i).generator()), changes),
              readers);
    }
    return CompletableFuture.allOf(chunks).thenApply(all -> batch());
  }

  private Batch batch() {
    return new Batch(members.length, images.images().channels(), height, width, pixels, labels);
  }

  /** Reads the images from {@code first} to before {@code end}. */
  private void read(
      int first, int end, IntFunction<Optional<RandomGenerator>> randoms, Augmentation changes) {
    ImageWriter writer = new ImageWriter(images.images().channels(), height, width, table);
    for (int i = first; i < end; i++) {
      read(i, randoms.apply(i), changes, writer);
      labels.put(i, images.label(members[i]));
    }
  }

  private void read(
      int i, Optional<RandomGenerator> random, Augmentation changes, ImageWriter writer) {
    int image = images.index(members[i]);
    PixelSource source = images.images().pixels();
    Crop whole = Crop.whole(source.height(image), source.width(image));
    int at = i * values();
    if (random.isEmpty()) {
      writer.copy(source.part(image, whole, height, width), pixels, at);
      return;
    }
    Crop part =
        changes.cropArea() < 1
            ? Crop.random(whole.height(), whole.width(), changes.cropArea(), random.get())
            : whole;
    writer.augment(source.part(image, part, height, width), pixels, at, changes, random.get());
  }
}
