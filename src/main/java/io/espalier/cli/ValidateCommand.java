package io.espalier.cli;

import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.run.Run;
import io.espalier.run.Validation;
import io.espalier.tabular.CountCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    description = {
      "Checks a whole configuration without training: names, images, limits.",
      "With --space and --table, compares MACs and parameters with a published table, row by row.",
      "With --supernet, loads the weights of a declared supernet and checks their results."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(names = "--space", paramLabel = "NAME", description = "The space of the table.")
  String space;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "The published table (CSV, may be gzipped).")
  Path table;

  @Option(
      names = "--supernet",
      paramLabel = "DIR",
      description = "A folder that declares a supernet and holds its weights.")
  Path supernet;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if ((space == null) != (table == null)) {
      throw new InputError("--space and --table must be given together");
    }
    if (supernet != null) {
      return checkSupernet();
    }
    return space == null ? checkConfiguration() : checkTable();
  }

  private int checkConfiguration() {
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> facts;
    try (Run without = Session.without(run.configuration(null), run, output)) {
      facts = Validation.of(without);
    }
    facts.forEach((fact, value) -> rows.add(List.of(fact, value)));
    new TextTable(List.of("fact", "value"), rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private int checkSupernet() {
    int checked =
        new Declared(supernet, run.catalogues()).supernet().verify(run.catalogues().spaces());
    new TextTable(
            List.of("supernet", "architectures", "agree"),
            List.of(List.of(supernet.toString(), Integer.toString(checked), "all")))
        .print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private int checkTable() {
    StopSignal stop = StopSignal.listen();
    CountCheck check = CountCheck.of(space, table, Session.progress(output, stop));
    List<List<String>> rows = new ArrayList<>();
    for (CountCheck.Column column : check.columns()) {
      rows.add(
          List.of(
              space,
              column.name(),
              Long.toString(check.rows()),
              Long.toString(column.agreeing()),
              Long.toString(column.worstDeviation()),
              column.worstArchitecture().orElse("")));
    }
    List<String> columns =
        List.of("space", "count", "rows", "agreeing", "worst_deviation", "worst_architecture");
    new TextTable(columns, rows).print(output.format, Session.stdout());
    if (stop.isRequested()) {
      return ExitCode.STOPPED;
    }
    if (!check.agrees()) {
      throw new InputError(
          "%s and the space %s do not agree; is it the table of this space?"
              .formatted(table, space));
    }
    return ExitCode.DONE;
  }
}
