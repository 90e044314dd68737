package io.espalier.cli;

import io.espalier.cli.option.ChildConfiguration;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.Rows;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.run.Evaluate;
import io.espalier.run.Run;
import io.espalier.space.SearchSpace;
import io.espalier.task.Task;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "eval",
    description = {
      "Evaluates an exported child (only its folder is needed), or an architecture with the"
          + " supernet's weights, on the validation data."
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
          "Nothing to measure: give --child DIR or, with --work-dir, --architecture ID");
    }
    if (child == null) {
      return Session.run("eval", run.configuration(null), run, output, this::estimate);
    }
    Configuration configuration = run.configuration(ChildConfiguration.of(child, run.catalogues()));
    try (Run without = Session.without(configuration, run, output)) {
      Rows.of(new Evaluate(without).validate(child)).print(output.format, Session.stdout());
    }
    return ExitCode.DONE;
  }

  private int estimate(Session session) {
    Task task = session.run().task();
    SearchSpace space = task.networks().space();
    Estimate estimate = new Evaluate(session.run()).estimate(space.parse(architecture));
    session.print(Rows.of(space.name(), estimate, task.estimating().score()));
    return ExitCode.DONE;
  }
}
