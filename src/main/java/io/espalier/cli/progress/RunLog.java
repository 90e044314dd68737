package io.espalier.cli.progress;

import io.espalier.error.InputError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;

/**
 * Appends lines with their time to the run folder's {@code log.txt}. Lines are held back until the
 * run has started, so that a refused run leaves nothing behind.
 */
public final class RunLog {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'");

  private final Path file;
  private BooleanSupplier begun = () -> false;
  private final StringBuilder waiting = new StringBuilder();

  /** A log in a file, which is not written yet. */
  public RunLog(Path file) {
    this.file = file;
  }

  /** Sets how to tell that the run has started. */
  public synchronized void waitFor(BooleanSupplier whether) {
    begun = whether;
  }

  /** The file of the log. */
  public Path file() {
    return file;
  }

  /**
   * Adds a line.
   *
   * @throws InputError if the file cannot be written
   */
  public synchronized void add(String line) {
    waiting.append("%s %s%n".formatted(ZonedDateTime.now(ZoneOffset.UTC).format(TIME), line));
    if (!begun.getAsBoolean()) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      // A link could lead the writing out of the run folder.
      try (OutputStream end =
          Files.newOutputStream(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS)) {
        end.write(waiting.toString().getBytes(StandardCharsets.UTF_8));
      }
      waiting.setLength(0);
    } catch (IOException e) {
      throw new InputError(
          "cannot write %s: %s; make it a writable file of its own (no link), or free some space"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Adds the stack trace of a bug. */
  public void add(Throwable bug) {
    StringWriter trace = new StringWriter();
    bug.printStackTrace(new PrintWriter(trace));
    add(trace.toString());
  }
}
