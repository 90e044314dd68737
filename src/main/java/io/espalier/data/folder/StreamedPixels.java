package io.espalier.data.folder;

import io.espalier.data.Crop;
import io.espalier.data.Fingerprint;
import io.espalier.data.Picture;
import io.espalier.data.PictureDecoder;
import io.espalier.data.PictureForm;
import io.espalier.data.PixelSource;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pictures that are decoded whenever they are needed. As many as fit are kept: since each epoch
 * needs every picture once, in an order of its own, those that are kept never give way to others.
 */
final class StreamedPixels implements PixelSource {

  private final PictureIndex index;
  private final int[] places;
  private final int channels;
  private final Path list;
  private final Executor readers;
  private final MemoryShare memory;
  private final Queue<PictureDecoder> decoders = new ConcurrentLinkedQueue<>();
  private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicLong room;

  /**
   * Some pictures of an index.
   *
   * @param places which ones, in their order
   * @param channels 1 or 3, to which all are brought
   * @param list where the index is kept, for messages
   * @param cacheBytes the memory for pictures that are kept
   * @param readers threads that decode
   */
  StreamedPixels(
      PictureIndex index,
      int[] places,
      int channels,
      Path list,
      long cacheBytes,
      Executor readers) {
    this.index = index;
    this.places = places.clone();
    this.channels = channels;
    this.list = list;
    this.readers = readers;
    this.memory = new MemoryShare(Runtime.getRuntime().availableProcessors());
    this.room = new AtomicLong(cacheBytes);
  }

  @Override
  public int height(int image) {
    return index.height(places[image]);
  }

  @Override
  public int width(int image) {
    return index.width(places[image]);
  }

  @Override
  public byte[] part(int image, Crop part, int height, int width) {
    byte[] known = kept.get(image);
    byte[] cut =
        known != null
            ? part.of(known, width(image), channels)
            : memory.run("a picture of " + index.listing().folder(), () -> read(image, part));
    return part.resized(cut, channels, height, width);
  }

  private byte[] read(int image, Crop part) {
    int place = places[image];
    Path file = index.listing().files().get(place);
    PictureDecoder decoder = Optional.ofNullable(decoders.poll()).orElseGet(PictureDecoder::new);
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (!index.isOf(place, bytes, Sha256.begin().digest(bytes))) {
        throw new InputError(
            "the picture %s was changed after it was listed in %s; restore it, or remove that file to have the pictures listed anew"
                .formatted(file, list));
      }
      long size = (long) channels * height(image) * width(image);
      if (!isRoomFor(size)) {
        return decoder.part(bytes, part, channels);
      }
      Picture whole = decoder.whole(bytes);
      byte[] pixels = whole.in(channels).pixels();
      kept.put(image, pixels);
      return part.of(pixels, whole.width(), channels);
    } catch (IOException e) {
      throw new InputError(
          "the picture %s, listed in %s, %s; restore it, or remove that file to have the pictures listed anew"
              .formatted(file, list, PictureForm.reason(e)),
          e);
    } finally {
      decoders.add(decoder);
    }
  }

  /** Takes the room for a picture, if there is enough. */
  private boolean isRoomFor(long size) {
    return room.getAndUpdate(left -> left >= size ? left - size : left) >= size;
  }

  /** The files themselves: nothing is decoded for it. */
  @Override
  public void addTo(Fingerprint digest) {
    digest.add("files");
    for (int place : places) {
      digest.add(ByteBuffer.wrap(index.hash(place)));
    }
  }

  @Override
  public Optional<Executor> readers() {
    return Optional.of(readers);
  }
}
