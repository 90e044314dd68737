package io.espalier.cli;

import io.espalier.cli.option.ChildConfiguration;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.Rows;
import io.espalier.config.Configuration;
import io.espalier.run.Import;
import io.espalier.run.Run;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Imports weights trained with an export's PyTorch program, measures the child on the"
          + " validation data and exports it again."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "The safetensors file saved by load.py after the training.")
  Path file;

  @Option(
      names = "--child",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the export whose program was trained.")
  Path child;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder to write.")
  Path target;

  @Option(names = "--overwrite", description = "Replaces the folder if it exists.")
  boolean overwrite;

  @Mixin RunOptions run;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration = run.configuration(ChildConfiguration.of(child, run.catalogues()));
    try (Run without = Session.without(configuration, run, output)) {
      Rows.of(target, Import.run(file, child, target, overwrite, without))
          .print(output.format, Session.stdout());
    }
    return ExitCode.DONE;
  }
}
