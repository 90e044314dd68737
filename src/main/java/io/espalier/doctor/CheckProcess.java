package io.espalier.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts a {@link CheckProgram} and passes on its output.
 *
 * @param classPath the program and its libraries
 * @param environment variables added to those of this process
 * @param patience the time without output after which it is ended
 */
record CheckProcess(String classPath, Map<String, String> environment, Duration patience) {

  /** The exit code for a process that was ended because it gave no output. */
  static final int HUNG = -1;

  /**
   * Runs the program to its end.
   *
   * @param lines receives the fields of each line
   * @return its exit code, or {@link #HUNG}
   * @throws IOException if it cannot be started
   */
  int run(List<String> arguments, Consumer<List<String>> lines) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectError(Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    boolean[] hung = new boolean[1];
    Runnable end =
        () -> {
          hung[0] = true;
          process.destroyForcibly();
        };
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      ScheduledFuture<?> limit = clock.schedule(end, patience.toMillis(), TimeUnit.MILLISECONDS);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        limit.cancel(false);
        limit = clock.schedule(end, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line.startsWith(CheckProgram.MARK)) {
          lines.accept(List.of(line.substring(CheckProgram.MARK.length()).split("\t", -1)));
        } else if (line.startsWith("onednn_verbose") && line.contains("info")) {
          lines.accept(List.of("library", line));
        }
      }
      int code = process.onExit().join().exitValue();
      return hung[0] ? HUNG : code;
    } finally {
      clock.shutdownNow();
      process.destroyForcibly();
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Settings of this program, such as the folder of native libraries, apply to the process, too.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-D"))
        .forEach(command::add);
    // Crashes are expected and reported in one line, so no crash report goes to the disk or the
    // terminal.
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            classPath,
            CheckProgram.class.getName()));
    command.addAll(arguments);
    return command;
  }
}
