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
    description = "Prints the regions of the space in the LaNAS tree of a search.",
    mixinStandardHelpOptions = true)
final class TreeCommand implements Callable<Integer> {

  @Mixin ReadOptions run;

  @Option(
      names = "--search",
      paramLabel = "NAME",
      description = "The name of the search; default: ${DEFAULT-VALUE}.")
  String search = "lanas";

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Path file = run.workDir.resolve("search").resolve(search).resolve("tree.json");
    new TextTable(TreeRows.COLUMNS, TreeRows.read(file)).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }
}
