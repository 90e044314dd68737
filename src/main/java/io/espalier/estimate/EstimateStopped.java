package io.espalier.estimate;

/**
 * An estimate was not finished because the user asked to stop. What was done of it is saved: asked
 * for again, it goes on. Thrown only by estimators whose single estimates take long; those that
 * were finished before are known to them.
 */
public final class EstimateStopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A stop within an estimate. */
  public EstimateStopped() {
    super("the estimate was stopped and can be gone on with");
  }
}
