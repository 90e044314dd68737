package io.espalier.cli.session;

import io.espalier.cli.table.TextTable;
import picocli.CommandLine.Option;

public final class OutputOptions {

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "The format of results: ${COMPLETION-CANDIDATES}.")
  public TextTable.Format format = TextTable.Format.table;

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows only results and errors.")
  public boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Shows progress more often, and stack traces of errors.")
  public boolean verbose;
}
