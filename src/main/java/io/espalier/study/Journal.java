package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.file.AppendedFile;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final AppendedFile file;
  private final List<Entry> entries;
  private final boolean torn;

  private Journal(AppendedFile file, List<Entry> entries, boolean torn) {
    this.file = file;
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
    AppendedFile lines = AppendedFile.open(file);
    try {
      JournalScan scan = JournalScan.of(file, lines.read(), header, space);
      lines.keep(scan.soundBytes());
      if (scan.header() == null) {
        lines.append(List.of(JournalText.write(header)));
      }
      return new Journal(lines, scan.entries(), scan.torn());
    } catch (InputError e) {
      lines.close();
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
      throw AppendedFile.cannot("read", file, e);
    }
  }

  /** What the scores in the journal at {@code file} are; accuracies if it cannot be read. */
  public static Measure measure(Path file) {
    try (var lines = Files.lines(file)) {
      return JournalText.readHeader(lines.findFirst().orElse("")).measure();
    } catch (IOException | UncheckedIOException | JournalText.Unreadable e) {
      return Measure.ACCURACY;
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
    file.append(added.stream().map(JournalText::write).toList());
  }

  @Override
  public void close() {
    file.close();
  }
}
