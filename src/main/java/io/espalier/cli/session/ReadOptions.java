package io.espalier.cli.session;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flag of commands that only read a run. */
public final class ReadOptions {

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      required = true,
      description = "The run folder.")
  public Path workDir;
}
