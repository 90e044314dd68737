package io.espalier.export;

import java.nio.file.Path;

/** A network that classifies picture files, in any export format. */
public interface PictureNetwork extends AutoCloseable {

  /**
   * The logits of a picture, by class.
   *
   * @param picture a JPEG or PNG file
   */
  float[] logits(Path picture);

  /** Frees the resources of this network. */
  @Override
  void close();
}
