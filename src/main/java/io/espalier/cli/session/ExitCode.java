package io.espalier.cli.session;

import io.espalier.cli.progress.StopSignal;

public final class ExitCode {

  public static final int DONE = 0;

  public static final int BUG = 1;

  public static final int INPUT = 2;

  /** A figure of an experiment outside its bounds. */
  public static final int OUTSIDE = 3;

  /** Stopped by the user; everything done is saved. */
  public static final int STOPPED = StopSignal.STOPPED;

  private ExitCode() {}
}
