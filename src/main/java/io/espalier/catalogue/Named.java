package io.espalier.catalogue;

/** An entry of a {@link Catalogue}. */
public interface Named {

  /** The name in configurations and on command lines. */
  String name();

  /** One line for people who choose. */
  String summary();
}
