package io.espalier.supernet.train;

import io.espalier.data.Batch;

/** A trained network whose answers are targets for others. */
public interface Teacher {

  /** Its logits, (images, classes), image by image. */
  float[] logits(Batch batch);

  /** Identifies this teacher in checkpoints. */
  String identity();
}
