package io.espalier.export;

import io.espalier.data.Batch;
import java.util.List;

/** A network that classifies images, in any format; used to compare formats of one network. */
public interface Network extends AutoCloseable {

  /** The logits of each of these normalised images, by class; does not record gradients. */
  List<float[]> logits(Batch batch);

  /** Frees the resources of this network. */
  @Override
  void close();
}
