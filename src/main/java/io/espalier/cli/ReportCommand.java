package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.ReadOptions;
import io.espalier.report.ComparisonReport;
import io.espalier.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "report",
    description = "Writes report.html, a self-contained page on the whole run.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Mixin ReadOptions run;

  @Override
  public Integer call() {
    System.out.println(
        "Wrote "
            + (ComparisonReport.isComparison(run.workDir)
                ? ComparisonReport.write(run.workDir)
                : Report.write(run.workDir)));
    return ExitCode.DONE;
  }
}
