package io.espalier.cli;

import io.espalier.config.Config;
import io.espalier.config.Configuration;
import io.espalier.config.RunFolder;
import io.espalier.error.InputError;
import io.espalier.progress.NestingProgress;
import io.espalier.progress.Progress;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A command at work in a run folder: its settings, where it shows progress and results, and what
 * happens to its errors and to Ctrl-C.
 *
 * @param configuration the settings
 * @param folder the run folder, which is this command's alone
 * @param progress where it shows how far it is
 * @param log the run folder's log
 * @param out where results go
 * @param format how results are printed
 */
record Session(
    Configuration configuration,
    RunFolder folder,
    Progress progress,
    RunLog log,
    PrintWriter out,
    TextTable.Format format) {

  private static final double SECONDS_BETWEEN_LINES = 10;

  /** What a command does in its session; returns its exit code. */
  @FunctionalInterface
  interface Work {
    int in(Session session);
  }

  /** The values of the configuration. */
  Config values() {
    return configuration.values();
  }

  /** Prints a result. */
  void print(TextTable table) {
    table.print(format, out);
  }

  /**
   * Runs a command in its run folder, named by {@code work_dir}.
   *
   * @param command the command's name, for the log
   */
  static int run(String command, Configuration configuration, OutputOptions output, Work work) {
    String goOn =
        "espalier %s --work-dir %s --resume"
            .formatted(command, Path.of(configuration.values().workDir()));
    return run(command, goOn, configuration, output, work);
  }

  /**
   * As {@link #run(String, Configuration, OutputOptions, Work)}.
   *
   * @param goOn how a run that was stopped is gone on with
   */
  static int run(
      String command, String goOn, Configuration configuration, OutputOptions output, Work work) {
    Path root = Path.of(configuration.values().workDir());
    StopSignal stop = StopSignal.listen();
    try (RunFolder folder = RunFolder.open(root, configuration)) {
      RunLog log = new RunLog(folder.log(), folder::hasBegun);
      log.add("espalier " + command);
      Session session =
          new Session(
              configuration, folder, progress(output, stop, log), log, stdout(), output.format);
      try {
        int code = work.in(session);
        folder.requireThere();
        if (code == ExitCode.STOPPED) {
          System.err.println("Stopped; all that was done is saved. Go on with: " + goOn);
        }
        log.add("espalier %s ended with exit code %d".formatted(command, code));
        return code;
      } catch (InputError e) {
        logQuietly(log, "espalier %s could not go on: %s".formatted(command, e.getMessage()));
        throw e;
      } catch (RuntimeException | Error e) {
        Optional<String> shortage = Shortage.of(e);
        if (shortage.isPresent()) {
          logQuietly(log, "espalier %s could not go on: %s".formatted(command, shortage.get()));
          throw new InputError(shortage.get(), e);
        }
        if (!folder.hasBegun()) {
          throw e;
        }
        log.add(e);
        throw new ReportedBug(log.file(), e);
      }
    }
  }

  /** A full disk must not hide the error that is being told. */
  private static void logQuietly(RunLog log, String line) {
    try {
      log.add(line);
    } catch (InputError e) {
      // The error at hand is the one to tell.
    }
  }

  /** Progress as the flags want it, without a run folder. */
  static Progress progress(OutputOptions output, StopSignal stop) {
    return progress(output, stop, null);
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
