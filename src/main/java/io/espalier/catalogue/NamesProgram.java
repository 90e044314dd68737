package io.espalier.catalogue;

/**
 * Settings that may name a program of this machine. Folders are handed on, and must not choose what
 * runs on the machine of who receives them: a run folder keeps these settings without it.
 */
public interface NamesProgram {

  /** These settings without the program. */
  Record withoutProgram();
}
