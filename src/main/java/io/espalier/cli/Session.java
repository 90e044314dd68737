package io.espalier.cli;

import io.espalier.cli.error.Shortage;
import io.espalier.cli.progress.PlainProgress;
import io.espalier.cli.progress.RunLog;
import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.progress.TerminalProgress;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.error.InputError;
import io.espalier.progress.NestingProgress;
import io.espalier.progress.Progress;
import io.espalier.run.Run;
import io.espalier.run.RunFolder;
import io.espalier.settings.Settings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A command in a run folder: its run, log and output, and the handling of errors and Ctrl-C.
 *
 * @param run the run, whose folder is locked
 * @param log the run folder's log
 * @param out the destination of results
 * @param format the format of results
 */
record Session(Run run, RunLog log, PrintWriter out, TextTable.Format format) {

  private static final double SECONDS_BETWEEN_LINES = 10;

  /** The work of a command; returns its exit code. */
  @FunctionalInterface
  interface Work {
    int in(Session session);
  }

  RunFolder folder() {
    return run.folder();
  }

  void print(TextTable table) {
    table.print(format, out);
  }

  /**
   * Runs a command in its run folder, named by {@code work_dir}.
   *
   * @param command the command's name, for the log
   */
  static int run(
      String command,
      Configuration configuration,
      RunOptions options,
      OutputOptions output,
      Work work) {
    String goOn =
        "espalier %s --work-dir %s --resume"
            .formatted(command, Path.of(configuration.values().workDir()));
    return run(command, goOn, configuration, options, output, work);
  }

  /**
   * As {@link #run(String, Configuration, RunOptions, OutputOptions, Work)}.
   *
   * @param goOn how to continue a stopped run
   */
  static int run(
      String command,
      String goOn,
      Configuration configuration,
      RunOptions options,
      OutputOptions output,
      Work work) {
    Settings settings = configuration.values();
    StopSignal stop = StopSignal.listen();
    RunLog log = new RunLog(RunFolder.log(Path.of(settings.workDir())));
    try (Run run = Run.open(settings, options.catalogues(), progress(output, stop, log))) {
      RunFolder folder = run.folder();
      log.waitFor(folder::hasBegun);
      log.add("espalier " + command);
      Session session = new Session(run, log, stdout(), output.format);
      try {
        int code = work.in(session);
        folder.requireThere();
        if (code == ExitCode.STOPPED) {
          System.err.println("Stopped; everything done is saved. Continue with: " + goOn);
        }
        log.add("espalier %s ended with exit code %d".formatted(command, code));
        return code;
      } catch (InputError e) {
        logQuietly(log, "espalier %s failed: %s".formatted(command, Errors.message(e)));
        throw e;
      } catch (RuntimeException | Error e) {
        Optional<String> shortage = Shortage.of(e);
        if (shortage.isPresent()) {
          logQuietly(log, "espalier %s failed: %s".formatted(command, shortage.get()));
          throw new InputError(shortage.get(), e);
        }
        if (!folder.hasBegun()) {
          throw e;
        }
        log.add(e);
        throw new Errors.ReportedBug(log.file(), e);
      }
    }
  }

  /** A full disk must not hide the error being reported. */
  private static void logQuietly(RunLog log, String line) {
    try {
      log.add(line);
    } catch (InputError e) {
      // The original error is the one to report.
    }
  }

  /** Progress as configured by the flags, without a run folder. */
  static Progress progress(OutputOptions output, StopSignal stop) {
    return progress(output, stop, null);
  }

  static Run without(Configuration configuration, RunOptions options, OutputOptions output) {
    return Run.without(
        configuration.values(), options.catalogues(), progress(output, StopSignal.listen()));
  }

  static PrintWriter stdout() {
    return new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  }

  private static Progress progress(OutputOptions output, StopSignal stop, RunLog log) {
    return new NestingProgress(shown(output, stop, log));
  }

  private static Progress shown(OutputOptions output, StopSignal stop, RunLog log) {
    java.util.function.Consumer<String> toLog = log == null ? line -> {} : log::add;
    if (output.quiet) {
      return new PlainProgress(line -> {}, stop::isRequested, toLog, System::nanoTime, 1e9);
    }
    if (Boolean.getBoolean("espalier.terminal")) {
      return new TerminalProgress(stop::isRequested, toLog);
    }
    return new PlainProgress(
        System.err::println,
        stop::isRequested,
        toLog,
        System::nanoTime,
        output.verbose ? 1 : SECONDS_BETWEEN_LINES);
  }
}
