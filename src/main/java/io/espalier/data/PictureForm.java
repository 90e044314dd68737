package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The size and channels that pictures are brought to for a network.
 *
 * @param channels 1 for grey; 3 for red, green and blue
 * @param height rows of pixels
 * @param width columns of pixels
 */
public record PictureForm(int channels, int height, int width) {

  /** The number of bytes of a picture. */
  public int bytes() {
    return channels * height * width;
  }

  /** Whether a picture has this size. */
  public boolean hasSizeOf(Picture picture) {
    return picture.height() == height && picture.width() == width;
  }

  /**
   * The bytes of a picture converted to this size and these channels, row by row, channels
   * innermost.
   */
  public byte[] of(Picture picture) {
    byte[] pixels = picture.in(channels).pixels();
    return hasSizeOf(picture)
        ? pixels
        : new Resizer(channels, picture.height(), picture.width(), height, width).resize(pixels);
  }

  /**
   * A batch of pictures, read from their files and normalised; their labels are 0.
   *
   * @throws InputError if one cannot be read; the message names it
   */
  public Batch batch(List<Path> files, Normalisation normalisation) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes() * files.size());
    files.forEach(file -> pixels.put(of(read(file))));
    ImageSet set =
        new ImageSet(channels, height, width, pixels.flip(), IntBuffer.allocate(files.size()));
    return new BatchReader(
            ImageSubset.all(set), normalisation, Augmentation.NONE, files.size(), new Seed(0))
        .sequential(0);
  }

  /**
   * Reads a picture in its own size.
   *
   * @throws InputError if it cannot be read; the message names it
   */
  public static Picture read(Path file) {
    try {
      return Picture.read(file);
    } catch (NoSuchFileException e) {
      throw new InputError("there is no picture %s".formatted(file), e);
    } catch (IOException e) {
      throw new InputError(
          "the picture %s %s; give a JPEG or PNG file".formatted(file, reason(e)), e);
    }
  }

  /** A decoder's error about a broken file, as the end of a sentence about it. */
  public static String reason(IOException e) {
    String message = e.getMessage();
    boolean fits = message != null && (message.startsWith("is ") || message.startsWith("has "));
    return fits ? message : "is broken (" + message + ")";
  }
}
