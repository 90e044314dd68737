package io.espalier.cli.session;

import io.espalier.cli.progress.RunLog;
import io.espalier.error.Excerpt;
import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One clear message for every error, and the exit code that tells whose fault it was. */
public final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    if (error instanceof InputError wrong) {
      System.err.println("espalier: " + message(wrong));
      if (isVerbose(parsed)) {
        error.printStackTrace();
      }
      return ExitCode.INPUT;
    }
    return tell(error, isVerbose(parsed));
  }

  /** The message, with the flag or command of each remedy. */
  public static String message(InputError error) {
    return error.message(
        remedy -> {
          String flag = RemedyFlags.of(remedy);
          return flag.isEmpty() ? remedy.words() : "%s (%s)".formatted(remedy.words(), flag);
        });
  }

  /** Reports an unexpected error: a bug, unless the machine lacks something. */
  public int tell(Throwable error, boolean verbose) {
    Optional<String> shortage = Shortage.of(error);
    if (shortage.isPresent()) {
      System.err.println("espalier: " + shortage.get());
      if (verbose) {
        error.printStackTrace();
      }
      return ExitCode.INPUT;
    }
    Throwable bug = error instanceof ReportedBug ? error.getCause() : error;
    Path log = error instanceof ReportedBug reported ? reported.log : writeTrace(bug);
    // Only work in a run folder can be continued.
    String goOn =
        error instanceof ReportedBug
            ? "; finished steps are never lost, --resume continues from the last"
            : "";
    System.err.println(
        "espalier: a bug in the program, not an error in your input: %s%nThe details are in %s%s."
            .formatted(Excerpt.of(bug.toString()), log, goOn));
    if (verbose) {
      bug.printStackTrace();
    }
    return ExitCode.BUG;
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    System.err.println("espalier: " + Excerpt.of(error.getMessage()));
    UnmatchedArgumentException.printSuggestions(
        error, new java.io.PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8));
    System.err.println("See: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.INPUT;
  }

  private static boolean isVerbose(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("-v");
  }

  private static Path writeTrace(Throwable bug) {
    try {
      Path file = Files.createTempFile("espalier-", ".log");
      RunLog log = new RunLog(file);
      log.waitFor(() -> true);
      log.add(bug);
      return file;
    } catch (IOException e) {
      throw new InputError("cannot write into the folder of temporary files", e);
    }
  }

  /** A bug whose stack trace is already in a log. */
  public static final class ReportedBug extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path log;

    ReportedBug(Path log, Throwable bug) {
      super(bug);
      this.log = log;
    }
  }
}
