package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.ReadOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.report.TreeRows;
import io.espalier.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      description = "The name of the search; default: the only one with a tree.")
  String search;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Path file = RunFolder.tree(run.workDir, search == null ? only() : search);
    new TextTable(TreeRows.COLUMNS, TreeRows.read(file)).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private String only() {
    List<String> grown =
        RunFolder.searches(run.workDir).stream()
            .filter(name -> Files.exists(RunFolder.tree(run.workDir, name)))
            .toList();
    if (grown.size() > 1) {
      throw new InputError(
          "%s holds the trees of several searches; give --search with one of %s"
              .formatted(run.workDir, String.join(", ", grown)));
    }
    if (grown.isEmpty()) {
      throw new InputError(
          "%s holds no search/NAME/tree.json; a search by lanas writes it now and then and when it ends"
              .formatted(run.workDir));
    }
    return grown.get(0);
  }
}
