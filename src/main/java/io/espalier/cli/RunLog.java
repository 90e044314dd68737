package io.espalier.cli;

import io.espalier.error.InputError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;

/**
 * Appends lines with their time to the run folder's {@code log.txt}. Lines wait until the run has
 * begun: one that is refused leaves nothing behind.
 */
final class RunLog {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'");

  private final Path file;
  private final BooleanSupplier begun;
  private final StringBuilder waiting = new StringBuilder();

  RunLog(Path file, BooleanSupplier begun) {
    this.file = file;
    this.begun = begun;
  }

  Path file() {
    return file;
  }

  synchronized void add(String line) {
    waiting.append("%s %s%n".formatted(ZonedDateTime.now(ZoneOffset.UTC).format(TIME), line));
    if (!begun.getAsBoolean()) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, waiting, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      waiting.setLength(0);
    } catch (IOException e) {
      throw new InputError(
          "cannot write %s; make the folder writable or free some space".formatted(file), e);
    }
  }

  void add(Throwable bug) {
    StringWriter trace = new StringWriter();
    bug.printStackTrace(new PrintWriter(trace));
    add(trace.toString());
  }
}
