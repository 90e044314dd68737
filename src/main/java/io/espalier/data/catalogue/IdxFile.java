package io.espalier.data.catalogue;

import io.espalier.data.ImageSet;
import io.espalier.error.InputError;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads images and labels in the IDX format of MNIST, plain or gzipped. */
final class IdxFile {

  private static final int IMAGES_MAGIC = 0x00000803;
  private static final int LABELS_MAGIC = 0x00000801;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int CHUNK = 1 << 16;

  private IdxFile() {}

  /** Opens the bytes of a file. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * Reads a file of images and one of labels.
   *
   * @param imagesName the name of the first file in messages
   * @param labelsName the name of the second one
   * @param classes the number of classes
   * @throws InputError if a file is not readable, not an IDX file, cut off, or does not fit the
   *     other
   */
  static ImageSet read(
      String imagesName, Opener images, String labelsName, Opener labels, int classes) {
    IntBuffer numbers = inspect(labelsName, labels, in -> labels(labelsName, in, classes));
    return inspect(imagesName, images, in -> images(imagesName, in, numbers));
  }

  private interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }

  private static <T> T inspect(String name, Opener file, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(unzipped(file.open()))) {
      T read = reading.read(in);
      // Reading to the end also makes gzip verify its checksum.
      if (in.read() >= 0) {
        throw new InputError(name + " is longer than its header says; fetch it again");
      }
      return read;
    } catch (EOFException e) {
      throw new InputError(name + " ends too early; fetch it again", e);
    } catch (ZipException e) {
      throw new InputError("%s is damaged (%s); fetch it again".formatted(name, e.getMessage()), e);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, CHUNK);
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC
        ? new BufferedInputStream(new GZIPInputStream(in, CHUNK), CHUNK)
        : in;
  }

  private static IntBuffer labels(String name, DataInputStream in, int classes) throws IOException {
    requireMagic(name, in.readInt(), LABELS_MAGIC, "labels");
    byte[] bytes = new byte[positive(name, in.readInt())];
    in.readFully(bytes);
    IntBuffer labels = IntBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int label = bytes[i] & 0xff;
      if (label >= classes) {
        throw new InputError(
            "%s gives image %d the class %d; there are the classes 0 to %d"
                .formatted(name, i, label, classes - 1));
      }
      labels.put(i, label);
    }
    return labels;
  }

  private static ImageSet images(String name, DataInputStream in, IntBuffer labels)
      throws IOException {
    requireMagic(name, in.readInt(), IMAGES_MAGIC, "images");
    int count = in.readInt();
    int height = positive(name, in.readInt());
    int width = positive(name, in.readInt());
    if (count != labels.capacity()) {
      throw new InputError(
          "%s holds %d images, but there are %d labels; the files do not belong together"
              .formatted(name, count, labels.capacity()));
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes(name, count, height, width));
    byte[] chunk = new byte[CHUNK];
    while (pixels.hasRemaining()) {
      int wanted = Math.min(chunk.length, pixels.remaining());
      in.readFully(chunk, 0, wanted);
      pixels.put(chunk, 0, wanted);
    }
    return new ImageSet(1, height, width, pixels.clear(), labels);
  }

  private static int bytes(String name, int count, int height, int width) {
    long most = Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory());
    // Neither product overflows: each size is at most 2^24.
    long image = (long) height * width;
    if (image > most / count) {
      throw new InputError(
          "%s names %d images of %s, and at most %,d bytes can be held; it is damaged, or needs a larger ESPALIER_HEAP"
              .formatted(name, count, ImageSet.picture(width, height), most));
    }
    return (int) (count * image);
  }

  private static void requireMagic(String name, int found, int expected, String what) {
    if (found != expected) {
      throw new InputError(
          "%s is no IDX file of %s: it begins with %08x, not %08x"
              .formatted(name, what, found, expected));
    }
  }

  private static int positive(String name, int value) {
    if (value < 1 || value > 1 << 24) {
      throw new InputError("%s is damaged: it names a size of %d".formatted(name, value));
    }
    return value;
  }
}
