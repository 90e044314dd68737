package io.espalier.catalogue;

/**
 * Settings that may name a program on this machine. A folder from elsewhere must not choose what
 * runs here, so run folders keep these settings without the program.
 */
public interface NamesProgram {

  /** These settings without the program. */
  Record withoutProgram();
}
