package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.report.RunSeries;
import io.espalier.tracking.TensorBoard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tensorboard",
    description = {
      "Writes the curves and settings of runs as event files, which TensorBoard shows.",
      "What was written of a run before is replaced."
    },
    mixinStandardHelpOptions = true)
final class RunsTensorBoardCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Run folders, or folders that hold them.")
  List<Path> folders;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "LOGDIR",
      description = "TensorBoard's folder; each run gets a folder in it.")
  Path target;

  @Override
  public Integer call() {
    for (Map.Entry<String, Path> run : NamedRuns.of(folders).entrySet()) {
      RunSeries series = RunSeries.of(run.getValue());
      Path file = TensorBoard.write(series, target.resolve(run.getKey()));
      NamedRuns.tellProblems(run.getValue(), series);
      System.out.println(
          "%s: %d curves, %d settings -> %s"
              .formatted(run.getValue(), series.series().size(), series.settings().size(), file));
    }
    System.out.println("Look at them with TensorBoard; its folder of logs is " + target);
    return ExitCode.DONE;
  }
}
