package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.Rows;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Export;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = {
      "Extracts a child from the supernet and writes it as a standalone network.",
      "Every format written is verified to compute what was searched."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = {"-a", "--architecture"},
      paramLabel = "ID",
      description = "The child; default: the best of the search.")
  String architecture;

  @Option(
      names = "--pareto",
      paramLabel = "N",
      description =
          "Exports N members of the search's Pareto front instead, spread along it: the best, the"
              + " cheapest and those between.")
  Integer pareto;

  @Option(names = "--overwrite", description = "Replaces an earlier export of this child.")
  boolean overwrite;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run("export", run.configuration(null), run, output, this::export);
  }

  private int export(Session session) {
    if (pareto != null && architecture != null) {
      throw new InputError(
          "both --pareto and --architecture were given; export members of the front, or one child");
    }
    List<Architecture> chosen =
        pareto == null
            ? List.of(BestArchitecture.of(architecture, session.run()))
            : BestArchitecture.ofFront(pareto, session.run());
    List<TextTable> exported = new ArrayList<>();
    for (Architecture child : chosen) {
      exported.add(
          Rows.of(
              session.folder().export(child.id()),
              new Export(session.run()).run(child, overwrite)));
    }
    session.print(TextTable.joined(exported));
    return ExitCode.DONE;
  }
}
