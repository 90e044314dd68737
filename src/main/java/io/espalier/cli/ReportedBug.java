package io.espalier.cli;

import java.nio.file.Path;

/** A bug whose stack trace is already in a log. */
final class ReportedBug extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Path log;

  ReportedBug(Path log, Throwable bug) {
    super(bug);
    this.log = log;
  }

  Path log() {
    return log;
  }
}
