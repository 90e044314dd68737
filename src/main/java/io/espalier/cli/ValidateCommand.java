package io.espalier.cli;

import io.espalier.catalogue.Catalogue;
import io.espalier.cli.option.Declared;
import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.report.NetworkPage;
import io.espalier.run.Description;
import io.espalier.run.Run;
import io.espalier.run.Validation;
import io.espalier.settings.SpaceSettings;
import io.espalier.space.Architecture;
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
      "With --space, describes a space: its choices, its size, its smallest and largest networks.",
      "With --space and --table, compares MACs and parameters with a published table, row by row.",
      "With --supernet, loads the weights of a declared supernet and checks their results."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = "--space",
      paramLabel = "NAME|FILE",
      description = "A built-in space, or the file of one.")
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

  @Option(
      names = "--drawing",
      paramLabel = "FILE",
      description = "With --space: draws the largest network, as an HTML page.")
  Path drawing;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if (space == null && (table != null || drawing != null)) {
      throw new InputError("--table and --drawing need --space");
    }
    if (supernet != null) {
      return checkSupernet();
    }
    if (space == null) {
      return checkConfiguration();
    }
    return table == null ? describeSpace() : checkTable();
  }

  private int describeSpace() {
    Catalogue<SpaceKind> spaces = run.catalogues().spaces();
    Description description = Description.of(SpaceSettings.of(space, spaces).kind(spaces), 0);
    Map<String, String> facts = description.spaceFacts();
    if (drawing != null) {
      Architecture largest = description.read(facts.get("largest"));
      Plan plan = description.plan(largest).orElseThrow();
      NetworkPage.write(drawing, largest.toString(), description.facts(largest), plan);
    }
    print(facts);
    return ExitCode.DONE;
  }

  private void print(Map<String, String> facts) {
    List<List<String>> rows = new ArrayList<>();
    facts.forEach((fact, value) -> rows.add(List.of(fact, value)));
    new TextTable(List.of("fact", "value"), rows).print(output.format, Session.stdout());
  }

  private int checkConfiguration() {
    Map<String, String> facts;
    try (Run without = Session.without(run.configuration(null), run, output)) {
      facts = Validation.of(without);
    }
    print(facts);
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
