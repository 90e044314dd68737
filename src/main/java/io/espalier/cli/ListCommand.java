package io.espalier.cli;

import io.espalier.config.Names;
import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "list",
    description =
        "Lists what can be named in a configuration: spaces, data, searchers, strategies, recipes.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "Only spaces, data, searchers, strategies or recipes.")
  String kind;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Map<String, Map<String, String>> all = Names.all();
    if (kind != null && !all.containsKey(kind)) {
      throw InputError.unknown("kind", kind, all.keySet());
    }
    List<List<String>> rows = new ArrayList<>();
    all.forEach(
        (group, names) -> {
          if (kind == null || kind.equals(group)) {
            names.forEach((name, what) -> rows.add(List.of(group, name, what)));
          }
        });
    new TextTable(List.of("kind", "name", "what"), rows).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }
}
