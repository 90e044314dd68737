package io.espalier.compare;

/** What is searched. Safe for several threads. */
public interface Task {

  /** Its name in the comparison. */
  String name();

  /**
   * What runs with this seed search; equal seeds get equal instances.
   *
   * @throws io.espalier.error.InputError if the task cannot be made of what was given
   */
  Instance instance(long seed);
}
