package io.espalier.cli;

import io.espalier.cli.progress.StopSignal;

/** The exit codes. */
final class ExitCode {

  static final int DONE = 0;

  /** A bug. */
  static final int BUG = 1;

  /** Unusable input. */
  static final int INPUT = 2;

  /** A figure of an experiment outside its bounds. */
  static final int OUTSIDE = 3;

  /** Stopped by the user; everything done is saved. */
  static final int STOPPED = StopSignal.STOPPED;

  private ExitCode() {}
}
