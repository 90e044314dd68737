package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.ProofTable;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.export.ProofReport;
import io.espalier.run.Run;
import io.espalier.run.Verify;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description = {
      "Verifies an export again: every format must give the logits of the masked supernet.",
      "Only the folder is needed; with --config or --work-dir, also compares the formats on the"
          + " validation data."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "The folder of an exported child.")
  Path folder;

  @Mixin RunOptions run;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    boolean withData = run.config != null || run.workDir != null;
    List<List<String>> rows = new ArrayList<>();
    Configuration configuration = run.configuration(Configuration.defaults(run.catalogues()));
    try (Run without = Session.without(configuration, run, output)) {
      Verify.Verified verified = Verify.verify(folder, without, withData);
      rows.addAll(rows("kept", verified.onKept()));
      verified.onData().ifPresent(report -> rows.addAll(rows("validation", report)));
    }
    List<String> header = new ArrayList<>(List.of("images"));
    header.addAll(ProofTable.HEADER);
    new TextTable(header, rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private static List<List<String>> rows(String images, ProofReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : ProofTable.rows(report)) {
      List<String> longer = new ArrayList<>(List.of(images));
      longer.addAll(row);
      rows.add(longer);
    }
    return rows;
  }
}
