package io.espalier.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flag that says where tables lie, so that configurations hold no path of a machine. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ESPALIER_DATA:-.}",
      description =
          "The folder that relative paths of tables begin at; default: the environment variable"
              + " ESPALIER_DATA, else the current folder.")
  Path data;
}
