package io.espalier.cli;

import io.espalier.cli.table.Rows;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Export;
import io.espalier.space.Architecture;
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

  @Option(names = "--overwrite", description = "Replaces an earlier export of this child.")
  boolean overwrite;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run("export", run.configuration(null), run, output, this::export);
  }

  private int export(Session session) {
    Architecture chosen = BestArchitecture.of(architecture, session.run());
    session.print(
        Rows.of(
            session.folder().export(chosen.id()),
            new Export(session.run()).run(chosen, overwrite)));
    return ExitCode.DONE;
  }
}
