package io.espalier.cli;

import io.espalier.cli.table.TextTable;
import io.espalier.report.TreeRows;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "tree",
    description = "Prints the regions that the LaNAS tree of a search has cut the space into.",
    mixinStandardHelpOptions = true)
final class TreeCommand implements Callable<Integer> {

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      required = true,
      description = "The run folder.")
  Path workDir;

  @Option(
      names = "--search",
      paramLabel = "NAME",
      description = "Which of the run's searches; default: ${DEFAULT-VALUE}.")
  String search = "lanas";

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Path file = workDir.resolve("search").resolve(search).resolve("tree.json");
    new TextTable(TreeRows.COLUMNS, TreeRows.read(file)).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }
}
