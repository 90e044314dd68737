package io.espalier.export;

import io.espalier.data.Batch;
import java.util.List;

/** A network that classifies images, in any format; used to compare formats of one network. */
public interface Network extends AutoCloseable {

  /** The logits of each of these normalised images, by class; does not record gradients. */
  List<float[]> logits(Batch batch);

  /**
   * What 32-bit floating point does to the logits of these images: the largest difference from the
   * same network's in 64-bit; 0 if this format cannot tell.
   */
  default double rounding(List<Batch> batches) {
    return 0;
  }

  /** Frees the resources of this network. */
  @Override
  void close();
}
