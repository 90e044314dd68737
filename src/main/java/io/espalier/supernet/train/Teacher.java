package io.espalier.supernet.train;

import io.espalier.data.Batch;

/** A trained network that says what images are. */
public interface Teacher {

  /** Its logits, (images, classes), image by image. */
  float[] logits(Batch batch);

  /** What makes it this teacher and no other, for checkpoints. */
  String identity();
}
