package io.espalier.cli;

import io.espalier.cli.machine.BenchCommand;
import io.espalier.cli.machine.BundleCommand;
import io.espalier.cli.machine.DoctorCommand;
import io.espalier.cli.machine.GpuCheckCommand;
import io.espalier.cli.machine.LatencyCommand;
import io.espalier.cli.machine.NotebookCommand;
import io.espalier.cli.manual.CompletionCommand;
import io.espalier.cli.manual.ExplainCommand;
import io.espalier.cli.manual.Manual;
import io.espalier.cli.manual.ReferenceCommand;
import io.espalier.cli.option.FlagRanges;
import io.espalier.cli.session.Errors;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.settings.Catalogues;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code espalier}. */
@Command(
    name = "espalier",
    description = {
      "One-shot neural architecture search: trains one weight-sharing supernet, searches it with"
          + " a LaNAS tree, and exports and retrains the best network.",
      "",
      "Start with: espalier quickstart"
    },
    mixinStandardHelpOptions = true,
    version = "espalier 0.2.0",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a bug in the program",
      "2:unusable input",
      "3:a figure of an experiment is out of its bounds",
      "130:stopped; everything done is saved"
    },
    subcommands = {
      QuickstartCommand.class,
      InitCommand.class,
      SpaceCommand.class,
      ValidateCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      TrainCommand.class,
      RankCommand.class,
      SearchCommand.class,
      TopCommand.class,
      TreeCommand.class,
      EvalCommand.class,
      ExportCommand.class,
      VerifyCommand.class,
      ImportCommand.class,
      RetrainCommand.class,
      TestCommand.class,
      ClassifyCommand.class,
      ReportCommand.class,
      RunsCommand.class,
      WatchCommand.class,
      CompareCommand.class,
      ExperimentCommand.class,
      LatencyCommand.class,
      NotebookCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      GpuCheckCommand.class,
      BundleCommand.class,
    })
public final class Main implements Runnable, Session.Program {

  @Spec CommandSpec spec;

  private final Catalogues catalogues;

  private Main(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @Override
  public Catalogues catalogues() {
    return catalogues;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "No command given. Start with: espalier quickstart");
  }

  static CommandLine program(Catalogues catalogues) {
    CommandLine program =
        new CommandLine(new Main(catalogues))
            .addSubcommand(new ExplainCommand(catalogues))
            .addSubcommand(new ReferenceCommand(catalogues))
            .addSubcommand(new CompletionCommand());
    return Manual.addTo(RunOptions.withLimits(program, catalogues));
  }

  /**
   * Runs a command and returns its exit code: 0, 1 for a bug, 2 for bad input, 3 for an
   * experiment's figure outside its bounds, 130 if stopped.
   */
  public static int execute(String... arguments) {
    return execute(Catalogues.BUILT_IN, arguments);
  }

  /** As above, for a program with catalogues of its own. */
  public static int execute(Catalogues catalogues, String... arguments) {
    Errors errors = new Errors();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int code;
    try {
      code =
          program(catalogues)
              .setExecutionStrategy(new FlagRanges(catalogues))
              .setExecutionExceptionHandler(errors)
              .setParameterExceptionHandler(errors)
              .setOut(out)
              .setCaseInsensitiveEnumValuesAllowed(true)
              .execute(arguments);
    } catch (Error e) {
      // Picocli passes on exceptions only, not errors such as out of memory or unloadable
      // libraries.
      code = errors.tell(e, List.of(arguments).contains("-v"));
    }
    out.flush();
    // A print stream does not report a full disk or a closed pipe until asked.
    if (System.out.checkError() && code == ExitCode.DONE) {
      System.err.println(
          "espalier: the results could not be written to standard output; free some space where it leads, or read it to its end");
      return ExitCode.INPUT;
    }
    return code;
  }

  /** Runs a command and ends the JVM, whatever threads its native libraries have left. */
  public static void main(String[] arguments) {
    Platform.main(arguments);
    System.exit(execute(arguments));
  }
}
