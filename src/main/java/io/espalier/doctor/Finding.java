package io.espalier.doctor;

import java.util.Locale;

/**
 * A fault of native libraries on this machine.
 *
 * @param what the operation with its shape
 * @param threads the number of threads it used
 * @param instructions the name of the instruction set
 * @param problem the problem
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
