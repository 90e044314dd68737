package io.espalier.compare;

/** A search problem. Safe for several threads. */
public interface ComparisonTask {

  /** Its name in the comparison. */
  String name();

  /**
   * The instance for runs with this seed; equal seeds get equal instances.
   *
   * @throws io.espalier.error.InputError if the task cannot be created from its settings
   */
  Instance instance(long seed);
}
