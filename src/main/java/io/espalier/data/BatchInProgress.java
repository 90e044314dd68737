package io.espalier.data;

import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
   */
  BatchInProgress(ImageSubset images, int[] members, int height, int width, float[][] table) {
    this.images = images;
    this.members = members;
    this.height = height;
    this.width = width;
    this.table = table;
    this.pixels = direct(members.length * values() * Float.BYTES).asFloatBuffer();
    this.labels = direct(members.length * Long.BYTES).asLongBuffer();
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
    Reading reading = new Reading(changes);
    for (int i = 0; i < members.length; i++) {
      reading.read(i, random);
    }
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
              () -> {
                Reading reading = new Reading(changes);
                for (int i = first; i < end; i++) {
                  int image = i;
                  reading.read(i, random.map(seed -> seed.derive(image).generator()));
                }
              },
              readers);
    }
    return CompletableFuture.allOf(chunks).thenApply(all -> batch());
  }

  private Batch batch() {
    return new Batch(members.length, images.images().channels(), height, width, pixels, labels);
  }

  /** One thread's reading, with its scratch memory. */
  private final class Reading {
    private final float[] target = new float[values()];
    private final ImageWriter writer =
        new ImageWriter(images.images().channels(), height, width, table);
    private final Augmentation changes;

    private Reading(Augmentation changes) {
      this.changes = changes;
    }

    private void read(int i, Optional<RandomGenerator> random) {
      Pixels source = images.images().pixels();
      int image = images.index(members[i]);
      Part whole = Part.whole(source.height(image), source.width(image));
      if (random.isEmpty()) {
        writer.copy(source.part(image, whole, height, width), target);
      } else {
        Part part =
            changes.cropArea() < 1
                ? Part.random(whole.height(), whole.width(), changes.cropArea(), random.get())
                : whole;
        writer.augment(source.part(image, part, height, width), target, changes, random.get());
      }
      pixels.put(i * target.length, target);
      labels.put(i, images.label(members[i]));
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
