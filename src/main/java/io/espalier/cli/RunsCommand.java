package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.report.RunDifferences;
import io.espalier.report.RunSummary;
import io.espalier.report.label.RunLabels;
import io.espalier.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "runs",
    description = {
      "Lists the runs in a folder with their figures, also of runs that are at work.",
      "Columns that no run has something in are left out."
    },
    subcommands = {RunsTensorBoardCommand.class, RunsMlflowCommand.class},
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder with run folders; default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("runs");

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = "Sorts by a column, numbers from the largest down; default: by name.")
  String sort;

  @Option(
      names = "--where",
      paramLabel = "TEXT",
      description =
          "Shows only runs with this text in a cell, or COLUMN=TEXT for a whole cell or one of its"
              + " words; may be repeated.")
  List<String> where = new ArrayList<>();

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    List<RunSummary> found = new ArrayList<>(RunSummary.in(folder));
    if (found.isEmpty()) {
      throw new InputError(
          "%s holds no run; name the folder that run folders are in".formatted(folder));
    }
    List<String> columns = List.copyOf(found.get(0).figures().keySet());
    for (String text : where) {
      found.removeIf(filter(text, columns).negate());
    }
    if (sort != null) {
      if (!columns.contains(sort)) {
        throw InputError.unknown("column", sort, columns);
      }
      found.sort(Comparator.comparing(run -> run.figures().get(sort), RunsCommand::order));
    }
    List<String> shown =
        columns.stream()
            .filter(name -> found.stream().anyMatch(run -> !run.figures().get(name).isEmpty()))
            .toList();
    List<List<String>> rows =
        found.stream().map(run -> shown.stream().map(run.figures()::get).toList()).toList();
    new TextTable(shown.isEmpty() ? columns : shown, rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private static Predicate<RunSummary> filter(String text, List<String> columns) {
    int equals = text.indexOf('=');
    String column = equals < 0 ? "" : text.substring(0, equals);
    if (!columns.contains(column)) {
      return run -> run.figures().values().stream().anyMatch(cell -> cell.contains(text));
    }
    String wanted = text.substring(equals + 1);
    return run -> {
      String cell = run.figures().get(column);
      return cell.equals(wanted) || List.of(cell.split(" ", -1)).contains(wanted);
    };
  }

  /** Numbers first, the largest first; then texts; then what is not known. */
  private static int order(String one, String other) {
    Double first = number(one);
    Double second = number(other);
    if (first != null && second != null) {
      return Double.compare(second, first);
    }
    if (one.isEmpty() != other.isEmpty()) {
      return one.isEmpty() ? 1 : -1;
    }
    return first == null && second == null ? one.compareTo(other) : first == null ? 1 : -1;
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Command(
      name = "compare",
      description = "Compares runs: the settings in which they differ, and their figures.",
      mixinStandardHelpOptions = true)
  int compare(
      @Parameters(arity = "2..*", paramLabel = "DIR", description = "Run folders.")
          List<Path> folders,
      @Mixin OutputOptions options) {
    folders.forEach(RunsCommand::requireRun);
    List<RunSummary> runs = folders.stream().map(RunSummary::of).toList();
    List<List<String>> rows = new ArrayList<>();
    for (RunDifferences.Row row : RunDifferences.of(runs)) {
      List<String> cells = new ArrayList<>(List.of(row.kind(), row.what()));
      cells.addAll(row.cells());
      rows.add(cells);
    }
    List<String> columns = new ArrayList<>(List.of("kind", "what"));
    folders.forEach(each -> columns.add(each.toString()));
    new TextTable(columns, rows).print(options.format, Session.stdout());
    return ExitCode.DONE;
  }

  @Command(
      name = "label",
      description = "Adds and removes tags of a run, and writes a note.",
      mixinStandardHelpOptions = true)
  int label(
      @Parameters(index = "0", paramLabel = "DIR", description = "The run folder.") Path run,
      @Parameters(
              index = "1..*",
              arity = "0..*",
              paramLabel = "TAG",
              description = "Tags to add: letters, digits, '_', '-' and '.'.")
          List<String> tags,
      @Option(names = "--remove", paramLabel = "TAG", description = "A tag to remove.")
          List<String> removed,
      @Option(names = "--note", paramLabel = "TEXT", description = "A note; '' removes it.")
          String note) {
    requireRun(run);
    RunLabels labels =
        RunLabels.read(run)
            .changed(tags == null ? List.of() : tags, removed == null ? List.of() : removed, note);
    labels.write(run);
    System.out.println(
        "%s: %s"
            .formatted(run, labels.tags().isEmpty() ? "no tags" : String.join(" ", labels.tags())));
    return ExitCode.DONE;
  }

  private static void requireRun(Path folder) {
    if (!Files.isRegularFile(RunFolder.config(folder))) {
      throw new InputError("%s is no run folder; espalier runs lists them".formatted(folder));
    }
  }
}
