package io.espalier.cli;

import io.espalier.config.BestArchitecture;
import io.espalier.config.ExportRun;
import io.espalier.config.Parts;
import io.espalier.config.TextRun;
import io.espalier.export.ChildExport;
import io.espalier.export.Manifest;
import io.espalier.space.Architecture;
import io.espalier.stat.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = {
      "Cuts a child out of the supernet and writes it as a network of its own.",
      "Every form that is written is proved to compute what was searched."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = {"-a", "--architecture"},
      paramLabel = "ID",
      description = "Which child; default: the best of search.searcher.")
  String architecture;

  @Option(names = "--overwrite", description = "Replaces an earlier export of this child.")
  boolean overwrite;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run("export", run.configuration(null), output, this::export);
  }

  private int export(Session session) {
    Parts parts = new Parts(session.values(), session.progress());
    Architecture chosen =
        BestArchitecture.of(architecture, session.values(), session.folder(), parts.space());
    if (parts.text().isPresent()) {
      session.print(
          LanguageTable.of(
              session.folder().export(chosen.id()),
              new TextRun(session.configuration(), parts)
                  .export(chosen, session.folder(), overwrite)));
      return ExitCode.DONE;
    }
    ChildExport.Written written =
        new ExportRun(session.values(), session.folder(), parts).export(chosen, overwrite);
    session.print(table(session.folder().export(chosen.id()), written));
    return ExitCode.DONE;
  }

  /** A row for each form that was written. */
  static TextTable table(Path folder, ChildExport.Written written) {
    Manifest manifest = written.manifest();
    List<String> child =
        List.of(
            folder.toString(),
            Decimals.text(manifest.expected().accuracyPercent(), 2),
            Decimals.text(manifest.macsMillions(), 2),
            Decimals.text(manifest.paramsMillions(), 3));
    List<String> header =
        new ArrayList<>(
            List.of("folder", "validation_accuracy_percent", "macs_millions", "params_millions"));
    header.addAll(ProofTable.HEADER);
    List<List<String>> rows = new ArrayList<>();
    for (List<String> form : ProofTable.rows(written.proof())) {
      List<String> row = new ArrayList<>(child);
      row.addAll(form);
      rows.add(row);
    }
    return new TextTable(header, rows);
  }
}
