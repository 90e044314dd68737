package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.run.Evaluate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "classify",
    description = {
      "Classifies pictures with an exported child and prints the most probable classes.",
      "Takes pictures of any size, and needs only the child's folder."
    },
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of an exported child.")
  Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "JPEG or PNG files.")
  List<Path> pictures;

  @Option(
      names = "--best",
      paramLabel = "COUNT",
      description = "Number of classes per picture; default: ${DEFAULT-VALUE}.")
  int best = 5;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if (best < 1) {
      throw new InputError("--best %d names nothing; give 1 or more".formatted(best));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Evaluate.Classified classified : Evaluate.classify(folder, pictures, best)) {
      rows.add(
          List.of(
              classified.picture().toString(),
              classified.name(),
              String.format(Locale.ROOT, "%.6f", classified.probability())));
    }
    new TextTable(List.of("picture", "class", "probability"), rows)
        .print(output.format, Session.stdout());
    return ExitCode.DONE;
  }
}
