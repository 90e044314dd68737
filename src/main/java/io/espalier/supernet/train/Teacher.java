package io.espalier.supernet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.data.Batch;

/** A trained network whose answers are targets for others. */
public interface Teacher {

  /**
   * Its logits of shape (images, classes).
   *
   * @param scratch owns what is returned
   */
  NDArray logits(Batch batch, NDManager scratch);

  /** Identifies this teacher in checkpoints. */
  String identity();
}
