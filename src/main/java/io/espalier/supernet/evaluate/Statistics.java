package io.espalier.supernet.evaluate;

/** The batch-norm statistics that a child uses when it is estimated. */
public enum Statistics {
  /** Its own, measured on training images. */
  RECALIBRATED,
  /** Those of each batch of validation images; nothing is measured beforehand. */
  BATCH,
  /** The supernet's running ones, a mixture over all children seen in training. */
  SHARED
}
