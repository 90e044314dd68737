package io.espalier.catalogue;

/** An entry of a {@link Catalogue}. */
public interface Named {

  /** The name in configurations and on the command line. */
  String name();

  /** A summary in one line. */
  String summary();
}
