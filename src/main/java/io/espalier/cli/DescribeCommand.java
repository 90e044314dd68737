package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.report.NetworkPage;
import io.espalier.run.Description;
import io.espalier.settings.SpaceSettings;
import io.espalier.space.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "describe",
    description = {
      "Describes an architecture: its choices, its benchmark's notation and its costs, at the size"
          + " of a run (--work-dir or --config) or at the published size (--space)."
    },
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = "--space",
      paramLabel = "NAME|FILE",
      description = "A built-in space, or the file of one.")
  String space;

  @Option(
      names = {"-a", "--architecture"},
      paramLabel = "ID",
      required = true,
      description =
          "An id, the notation of papers (|nor_conv_3x3~0|+..., {'ks': [3, ...], 'e': [...], 'd':"
              + " [...]}), or a mask of 0s and 1s.")
  String architecture;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "With --space: the side of the images in pixels; default: the published one.")
  int side;

  @Option(
      names = "--drawing",
      paramLabel = "FILE",
      description = "Also draws the network, as an HTML page.")
  Path drawing;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Description description = description();
    Architecture read = description.read(architecture);
    Map<String, String> facts = description.facts(read);
    if (drawing != null) {
      Plan plan =
          description
              .plan(read)
              .orElseThrow(
                  () ->
                      new InputError(
                          "the rows of your own table are not networks; leave out --drawing"));
      NetworkPage.write(drawing, read.toString(), facts, plan);
    }
    table(facts).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  /** For people a fact a line, for programs one row. */
  private TextTable table(Map<String, String> facts) {
    if (output.format != TextTable.Format.table) {
      return new TextTable(List.copyOf(facts.keySet()), List.of(List.copyOf(facts.values())));
    }
    List<List<String>> rows = new ArrayList<>();
    facts.forEach((fact, value) -> rows.add(List.of(fact, value)));
    return new TextTable(List.of("fact", "value"), rows);
  }

  private Description description() {
    if (space != null) {
      if (run.config != null || run.workDir != null) {
        throw new InputError(
            "--space describes a network at its published size, --config and --work-dir at the run's; give one of them");
      }
      return Description.of(
          SpaceSettings.of(space, run.catalogues().spaces()).kind(run.catalogues().spaces()), side);
    }
    if (run.config == null && run.workDir == null) {
      throw new InputError(
          "No space given: give --space NAME (espalier list spaces), --config FILE or --work-dir DIR");
    }
    return Description.of(Session.without(run.configuration(null), run, output));
  }
}
