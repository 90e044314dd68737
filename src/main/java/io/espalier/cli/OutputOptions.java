package io.espalier.cli;

import io.espalier.cli.table.TextTable;
import picocli.CommandLine.Option;

final class OutputOptions {

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "The format of results: ${COMPLETION-CANDIDATES}.")
  TextTable.Format format = TextTable.Format.table;

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows only results and errors.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows progress more often, and stack traces of errors.")
  boolean verbose;
}
