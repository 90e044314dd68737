package io.espalier.data;

import io.espalier.data.augment.CutMix;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

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

  /** What covers parts of each image. */
  private final List<List<Batch.Cover>> covers;

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
    this.covers = Stream.generate(BatchInProgress::none).limit(members.length).toList();
  }

  private static List<Batch.Cover> none() {
    return new ArrayList<>();
  }

  private int values() {
    return images.images().channels() * height * width;
  }

  /**
   * Reads all images one after another.
   *
   * @param seed the source of all changes; empty for images as they are
   */
  Batch read(Optional<Seed> seed, Augmentation changes) {
    Optional<RandomGenerator> random = seed.map(Seed::generator);
    read(0, members.length, i -> random, seed, changes);
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
              () ->
                  read(
                      first,
                      end,
                      i -> random.map(seed -> seed.derive(i).generator()),
                      random,
                      changes),
              readers);
    }
    return CompletableFuture.allOf(chunks).thenApply(all -> batch());
  }

  private Batch batch() {
    List<Batch.Cover> all = new ArrayList<>();
    covers.forEach(all::addAll);
    return new Batch(
        members.length, images.images().channels(), height, width, pixels, labels, all);
  }

  /** Reads the images from {@code first} to before {@code end}. */
  private void read(
      int first,
      int end,
      IntFunction<Optional<RandomGenerator>> randoms,
      Optional<Seed> seed,
      Augmentation changes) {
    ImageWriter writer = new ImageWriter(images.images().channels(), height, width, table);
    for (int i = first; i < end; i++) {
      read(members[i], randoms.apply(i), changes, writer, pixels, i * values());
      if (seed.isPresent() && !changes.cutMix().isNone()) {
        // From a source of its own: the images themselves are as without mixing.
        cover(i, seed.get().derive("cutmix").derive(i).generator(), changes, writer);
      }
      labels.put(i, images.label(members[i]));
    }
  }

  private void read(
      int member,
      Optional<RandomGenerator> random,
      Augmentation changes,
      ImageWriter writer,
      FloatBuffer target,
      int at) {
    int image = images.index(member);
    PixelSource source = images.images().pixels();
    Crop whole = Crop.whole(source.height(image), source.width(image));
    if (random.isEmpty()) {
      writer.copy(source.part(image, whole, height, width), target, at);
      return;
    }
    Crop part =
        changes.cropArea() < 1
            ? Crop.random(whole.height(), whole.width(), changes.cropArea(), random.get())
            : whole;
    writer.augment(source.part(image, part, height, width), target, at, changes, random.get());
  }

  /** Covers parts of an image by those of others, which are augmented as well. */
  private void cover(int i, RandomGenerator random, Augmentation changes, ImageWriter writer) {
    int channels = images.images().channels();
    for (int time = 0; time < changes.cutMix().times(); time++) {
      Optional<CutMix.Box> drawn = changes.cutMix().draw(height, width, random);
      if (drawn.isPresent()) {
        CutMix.Box box = drawn.get();
        int partner = random.nextInt(images.count());
        FloatBuffer other = FloatBuffer.allocate(values());
        read(partner, Optional.of(random), changes, writer, other, 0);
        for (int row = box.top(); row < box.bottom(); row++) {
          int from = (row * width + box.left()) * channels;
          pixels.put(i * values() + from, other, from, (box.right() - box.left()) * channels);
        }
        double share = (double) box.area() / (height * width);
        covers.get(i).add(new Batch.Cover(i, images.label(partner), share));
      }
    }
  }
}
