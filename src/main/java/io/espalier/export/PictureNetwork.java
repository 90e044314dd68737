package io.espalier.export;

import java.nio.file.Path;

/** Something that tells the classes of picture files apart, in whatever form it was exported. */
public interface PictureNetwork extends AutoCloseable {

  /**
   * The logits of a picture, by class.
   *
   * @param picture a JPEG or PNG file
   */
  float[] logits(Path picture);

  /** Frees what this form holds of its own. */
  @Override
  void close();
}
