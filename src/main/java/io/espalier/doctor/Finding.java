package io.espalier.doctor;

import java.util.Locale;

/**
 * Something that native libraries do wrong here.
 *
 * @param what the operation with its shape
 * @param threads how many threads it used
 * @param instructions the name of the instruction set
 * @param problem what is wrong with it
 */
public record Finding(String what, int threads, String instructions, String problem) {

  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s (threads: %d, instructions: %s): %s",
        what,
        threads,
        instructions,
        problem);
  }
}
