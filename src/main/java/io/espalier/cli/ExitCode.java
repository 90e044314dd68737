package io.espalier.cli;

import io.espalier.cli.progress.StopSignal;

final class ExitCode {

  static final int DONE = 0;

  static final int BUG = 1;

  static final int INPUT = 2;

  /** A figure of an experiment outside its bounds. */
  static final int OUTSIDE = 3;

  /** Stopped by the user; everything done is saved. */
  static final int STOPPED = StopSignal.STOPPED;

  private ExitCode() {}
}
