package io.espalier.cli;

import io.espalier.config.ChildRun;
import io.espalier.config.Configuration;
import io.espalier.config.ImportRun;
import io.espalier.config.Parts;
import io.espalier.export.ChildExport;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Takes weights that were trained with an export's PyTorch program back into a child, measures"
          + " it on the validation images or text and exports it again."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "The safetensors file that load.py saved after the training.")
  Path file;

  @Option(
      names = "--child",
      required = true,
      paramLabel = "DIR",
      description = "The export whose program was trained.")
  Path child;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder to make.")
  Path target;

  @Option(names = "--overwrite", description = "Replaces the folder if it exists.")
  boolean overwrite;

  @Mixin RunOptions run;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration = run.configuration(ChildRun.configuration(child));
    Progress progress = Session.progress(output, StopSignal.listen());
    Parts parts = new Parts(configuration.values(), progress);
    ChildExport.Written written =
        ImportRun.run(file, child, target, overwrite, configuration, parts, progress);
    TextTable table =
        parts.text().isPresent()
            ? LanguageTable.of(target, written)
            : ExportCommand.table(target, written);
    table.print(output.format, Session.stdout());
    return ExitCode.DONE;
  }
}
