package io.espalier.cli;

import io.espalier.report.ComparisonReport;
import io.espalier.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "report",
    description = "Writes report.html: the whole run on one page that needs nothing else.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      required = true,
      description = "The run folder.")
  Path workDir;

  @Override
  public Integer call() {
    System.out.println(
        "Wrote "
            + (ComparisonReport.isComparison(workDir)
                ? ComparisonReport.write(workDir)
                : Report.write(workDir)));
    return ExitCode.DONE;
  }
}
