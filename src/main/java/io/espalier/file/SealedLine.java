package io.espalier.file;

/** A line of an {@link AppendedFile}, as long as the next one is not read. */
public interface SealedLine {

  /** Its number, from 1. */
  int number();

  /** Its text without the seal. */
  String text();

  /** Its seal, which stands for it and all lines before. */
  String check();
}
