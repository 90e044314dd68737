package io.espalier.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process that holds the lock of a folder, as it has written itself into the lock's file. Read
 * without touching the lock, so nobody who wants to take it is hindered.
 *
 * @param pid its id
 * @param startedMillis when it was started, in milliseconds since 1970; 0 if the system does not
 *     tell
 * @param stops whether it saves everything and ends when it is sent SIGTERM
 */
public record LockOwner(long pid, long startedMillis, boolean stops) {

  static final int LONGEST_TEXT = 80;

  /** Some systems count the start in whole seconds since a boot whose time may be corrected. */
  private static final long SAME_START_MILLIS = 2_000;

  private static final String STOPS = "stops";

  private static final AtomicBoolean THIS_STOPS = new AtomicBoolean();

  /** Says of this process that it saves everything and ends when it is sent SIGTERM. */
  public static void thisStops() {
    THIS_STOPS.set(true);
  }

  /** This process. */
  static LockOwner current() {
    ProcessHandle process = ProcessHandle.current();
    return new LockOwner(process.pid(), started(process), THIS_STOPS.get());
  }

  /** The living process that holds a folder; empty if none does, or it cannot be told. */
  public static Optional<LockOwner> of(Path folder) {
    return read(folder.resolve(FolderLock.FILE)).filter(owner -> owner.process().isPresent());
  }

  private static Optional<LockOwner> read(Path file) {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
      channel.read(text);
      return parse(StandardCharsets.US_ASCII.decode(text.flip()).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<LockOwner> parse(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length < 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LockOwner(
              Long.parseLong(words[0]),
              Long.parseLong(words[1]),
              words.length > 2 && words[2].equals(STOPS)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What {@link #parse} reads; the id comes first. */
  String text() {
    return "%d %d%s".formatted(pid, startedMillis, stops ? " " + STOPS : "");
  }

  /** Whether this process can be asked to stop: its system knows signals, and it minds them. */
  public boolean canBeStopped() {
    return stops && process().filter(ProcessHandle::supportsNormalTermination).isPresent();
  }

  /**
   * Asks the process to save and end, and returns at once. Does nothing and returns false unless it
   * is surely the one that wrote itself into the lock: its id with the same time of start.
   */
  public boolean stop() {
    return canBeStopped() && process().filter(ProcessHandle::destroy).isPresent();
  }

  private Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                startedMillis > 0
                    && Math.abs(started(process) - startedMillis) <= SAME_START_MILLIS);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
