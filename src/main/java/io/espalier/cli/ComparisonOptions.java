package io.espalier.cli;

import io.espalier.error.InputError;
import java.nio.file.Path;
import picocli.CommandLine.Option;

final class ComparisonOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ESPALIER_DATA:-.}",
      description =
          "The folder that relative paths of tables start from; default: the environment variable"
              + " ESPALIER_DATA, or else the current folder.")
  Path data;

  @Option(names = "--resume", description = "Continues what the folder holds; always the case.")
  private boolean resume;

  @Option(names = "--fresh", description = "Starts over, whatever the folder holds.")
  private boolean fresh;

  boolean fresh() {
    if (fresh && resume) {
      throw new InputError("--fresh starts over and --resume continues; give only one");
    }
    return fresh;
  }
}
