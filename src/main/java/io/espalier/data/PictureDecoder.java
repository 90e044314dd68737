package io.espalier.data;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Decodes pictures one after another, always with the same readers of the platform: to make one
 * takes about as long as to decode a small picture. For one thread at a time.
 */
public final class PictureDecoder {

  private final Map<String, ImageReader> readers = new HashMap<>();

  /**
   * A whole picture, as {@link Picture#read} reads it.
   *
   * @throws IOException as there
   */
  public Picture whole(byte[] file) throws IOException {
    PictureMarkers markers = PictureMarkers.of(file);
    return decode(markers, null);
  }

  /**
   * The values of a part of a picture, row by row, channels innermost. Of most JPEG files nothing
   * else is decoded.
   *
   * @param channels 1 for grey; 3 for red, green and blue
   * @throws IOException as {@link Picture#read} does
   */
  public byte[] part(byte[] file, Crop part, int channels) throws IOException {
    PictureMarkers markers = PictureMarkers.of(file);
    if (markers.components() > 0 && markers.orientation() == 1 && markers.components() != 4) {
      Rectangle region = new Rectangle(part.left(), part.top(), part.width(), part.height());
      return decode(markers, region).in(channels).pixels();
    }
    Picture whole = decode(markers, null);
    return part.of(whole.in(channels).pixels(), whole.width(), channels);
  }

  private Picture decode(PictureMarkers markers, Rectangle part) throws IOException {
    ImageReader reader =
        readers.computeIfAbsent(
            markers.format(), name -> ImageIO.getImageReadersByFormatName(name).next());
    try {
      return Picture.decode(markers, reader, part);
    } catch (IOException | OutOfMemoryError e) {
      // What a broken file leaves a reader in is nobody's promise.
      readers.remove(markers.format());
      reader.dispose();
      throw e;
    }
  }
}
