package io.espalier.cli;

import io.espalier.cli.progress.StopSignal;

/** What the program ends with. */
final class ExitCode {

  static final int DONE = 0;

  /** A mistake of the program. */
  static final int BUG = 1;

  /** Something that the user gave cannot be used. */
  static final int INPUT = 2;

  /** An experiment's figure is outside of what is expected of it. */
  static final int OUTSIDE = 3;

  /** The user stopped it; what was done is saved. */
  static final int STOPPED = StopSignal.STOPPED;

  private ExitCode() {}
}
