package io.espalier.export;

import io.espalier.data.Batch;
import java.util.List;

/** Something that tells classes apart, in whatever form: to compare forms of one network. */
public interface Network extends AutoCloseable {

  /** The logits of each of these normalised images, by class; records no gradients. */
  List<float[]> logits(Batch batch);

  /** Frees what this form holds of its own. */
  @Override
  void close();
}
