package io.espalier.cli;

import io.espalier.config.ChildRun;
import io.espalier.config.Config;
import io.espalier.config.Configuration;
import io.espalier.config.ExportRun;
import io.espalier.config.Parts;
import io.espalier.config.TextRun;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "eval",
    description = {
      "Measures on the validation images: the accuracy of an exported child, which needs nothing"
          + " but its folder, or search.score of an architecture with the supernet's weights."
    },
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(names = "--child", paramLabel = "DIR", description = "The folder of an exported child.")
  Path child;

  @Option(
      names = {"-a", "--architecture"},
      paramLabel = "ID",
      description = "An architecture of the run's supernet.")
  String architecture;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if ((child == null) == (architecture == null)) {
      throw new InputError(
          "what shall be measured? Give --child DIR or, with --work-dir, --architecture ID");
    }
    if (child == null) {
      return Session.run("eval", run.configuration(null), output, this::estimate);
    }
    Configuration configuration = run.configuration(ChildRun.configuration(child));
    Config config = configuration.values();
    Progress progress = Session.progress(output, StopSignal.listen());
    Parts parts = new Parts(config, progress);
    if (parts.text().isPresent()) {
      LanguageTable.of(new TextRun(configuration, parts).validate(child))
          .print(output.format, Session.stdout());
      return ExitCode.DONE;
    }
    ChildRun.Measured measured = ChildRun.validate(child, config, parts, progress);
    MeasuredTable.of(measured).print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  private int estimate(Session session) {
    Parts parts = new Parts(session.values(), session.progress());
    Estimate estimate =
        new ExportRun(session.values(), session.folder(), parts)
            .estimate(parts.space().parse(architecture));
    session.print(MeasuredTable.of(parts.space().name(), estimate, parts.estimating().score()));
    return ExitCode.DONE;
  }
}
