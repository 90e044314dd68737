package io.espalier.supernet.evaluate;

/** Which statistics a child's batch norms use when it is estimated. */
public enum Statistics {
  /** Its own, measured on training images. */
  RECALIBRATED,
  /** Those of each batch of validation images; nothing is measured beforehand. */
  BATCH,
  /** The supernet's running ones, a mixture over all children that it was trained as. */
  SHARED
}
