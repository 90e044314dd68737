package io.espalier.data;

import java.util.Optional;
import java.util.concurrent.Executor;

/** The pictures of a set's images: in memory, or in files that are read when they are needed. */
public interface PixelSource {

  /** The rows of a picture as it is stored, which may be larger than its set's images. */
  int height(int image);

  /** The columns of a picture as it is stored. */
  int width(int image);

  /**
   * A part of a picture, of which the largest central piece with the wanted aspect ratio is brought
   * to a size. Safe for several threads.
   *
   * @return row by row, channels innermost; not to be changed
   */
  byte[] part(int image, Crop part, int height, int width);

  /** Adds what identifies all pictures, in their order. */
  void addTo(Fingerprint digest);

  /** Where pictures are read side by side and ahead; empty if they are in memory. */
  Optional<Executor> readers();
}
