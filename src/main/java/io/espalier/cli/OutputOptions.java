package io.espalier.cli;

import io.espalier.cli.table.TextTable;
import picocli.CommandLine.Option;

/** The flags that say how much is shown, and how. */
final class OutputOptions {

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "How results are printed: ${COMPLETION-CANDIDATES}.")
  TextTable.Format format = TextTable.Format.table;

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows results and errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows progress more often, and where in the program an error arose.")
  boolean verbose;
}
