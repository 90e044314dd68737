package io.espalier.estimate;

/**
 * An estimate was not finished because the user asked to stop. Its progress is saved, so the next
 * request continues it. Thrown only by estimators whose single estimates take long; they remember
 * the finished ones.
 */
public final class EstimateStopped extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** It can be continued. */
  public EstimateStopped() {
    super("the estimate was stopped and can be continued");
  }
}
