package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The memory of a study: JSON lines, a header and then every ask and every outcome, each forced to
 * the disk before it counts.
 *
 * <p>A process that dies while it appends leaves a torn last line; opening the journal again drops
 * it. Anything else that cannot be read is an error that names the line. Journals hold no times of
 * day: two runs with equal headers differ only in the seconds that estimates took.
 */
public final class Journal implements AutoCloseable {

  private static final Pattern SECONDS = Pattern.compile(",\"seconds\":[^,}]*");

  private final Path file;
  private final FileChannel channel;
  private final List<Entry> entries;
  private final boolean torn;

  private Journal(Path file, FileChannel channel, List<Entry> entries, boolean torn) {
    this.file = file;
    this.channel = channel;
    this.entries = List.copyOf(entries);
    this.torn = torn;
  }

  /**
   * Opens the journal of a study, or begins one. The caller holds the folder's lock.
   *
   * @throws InputError if the file is of another study, or a line other than the last cannot be
   *     read; the message names the line, and the file stays as it was
   */
  public static Journal open(Path file, JournalHeader header, SearchSpace space) {
    FileChannel channel = null;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      JournalScan scan = JournalScan.of(file, Files.readAllBytes(file), header, space);
      channel.truncate(scan.soundBytes());
      channel.position(scan.soundBytes());
      Journal journal = new Journal(file, channel, scan.entries(), scan.torn());
      if (scan.header() == null) {
        journal.append(List.of(JournalText.write(header)));
      }
      return journal;
    } catch (IOException e) {
      closeQuietly(channel);
      throw cannot("open", file, e);
    } catch (InputError e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /** How many estimates the journal at {@code file} holds; 0 if there is none. */
  public static int evaluations(Path file) {
    if (!Files.exists(file)) {
      return 0;
    }
    try (var lines = Files.lines(file)) {
      return (int) lines.filter(line -> line.startsWith("{\"entry\":\"tell\"")).count();
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  /** A line of a journal without the seconds, for comparing two runs. */
  public static String withoutSeconds(String line) {
    return SECONDS.matcher(line).replaceFirst("");
  }

  /** What the journal held when it was opened, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Whether a torn last line was dropped when the journal was opened. */
  public boolean wasTorn() {
    return torn;
  }

  /** Appends entries and returns when they are on the disk. */
  public void write(List<? extends Entry> added) {
    append(added.stream().map(JournalText::write).toList());
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private void append(List<String> lines) {
    ByteBuffer bytes =
        ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  private static InputError cannot(String verb, Path file, IOException e) {
    return new InputError(
        "cannot %s %s: %s; free some space, make the folder writable or name another with --work-dir"
            .formatted(verb, file, e.getMessage()),
        e);
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Every entry was forced to the disk when it was written.
      }
    }
  }
}
