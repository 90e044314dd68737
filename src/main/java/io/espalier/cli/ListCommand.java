package io.espalier.cli;

import io.espalier.catalogue.Named;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description =
        "Lists the names that a configuration can use: spaces, data, searchers and so on.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "The kind to list, for example searchers; default: all.")
  String kind;

  @Mixin OutputOptions output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, List<? extends Named>> all = Session.catalogues(spec).byKind();
    if (kind != null && !all.containsKey(kind)) {
      throw InputError.unknown("kind", kind, all.keySet());
    }
    List<List<String>> rows = new ArrayList<>();
    all.forEach(
        (group, entries) -> {
          if (kind == null || kind.equals(group)) {
            entries.forEach(entry -> rows.add(List.of(group, entry.name(), entry.summary())));
          }
        });
    new TextTable(List.of("kind", "name", "what"), rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }
}
