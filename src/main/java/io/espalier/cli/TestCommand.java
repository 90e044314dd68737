package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.Rows;
import io.espalier.run.Evaluate;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "test",
    description = "Measures the retrained child, or another exported one, on the test data.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(
      names = "--child",
      paramLabel = "DIR",
      description = "The folder of an exported child; default: the retrained child of the run.")
  Path child;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run("test", run.configuration(null), run, output, this::test);
  }

  private int test(Session session) {
    Path folder = child == null ? session.folder().retrainedChild() : child;
    session.print(Rows.of(new Evaluate(session.run()).test(folder)));
    return ExitCode.DONE;
  }
}
