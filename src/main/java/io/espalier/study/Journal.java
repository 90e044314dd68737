package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.estimate.Measure;
import io.espalier.file.AppendedFile;
import io.espalier.file.LineSeal;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The memory of a study: JSON lines, a header and then every ask and every outcome, each forced to
 * the disk before it counts, and sealed, so that changes are detected.
 *
 * <p>A process that dies while it appends leaves a torn last line; it is ignored when the journal
 * is opened again. Anything else that cannot be read is an error that names the line. Journals hold
 * no times of day: two runs with equal headers differ only in the seconds that estimates took, and
 * in the seals, which cover them.
 */
public final class Journal implements AutoCloseable {

  private static final Pattern SECONDS = Pattern.compile(",\"seconds\":[^,}]*");

  private final AppendedFile file;
  private final JournalHeader header;
  private final List<Entry> entries;

  private Journal(AppendedFile file, JournalHeader header, List<Entry> entries) {
    this.file = file;
    this.header = header;
    this.entries = List.copyOf(entries);
  }

  /**
   * Opens the journal of a study, which need not exist yet; nothing is written before {@link
   * #write}. The caller holds the folder's lock.
   *
   * @throws InputError if the file belongs to another study, or a line other than the last cannot
   *     be read; the message names the line
   */
  public static Journal open(Path file, JournalHeader header, SearchSpace space) {
    AppendedFile lines = AppendedFile.open(file, LineSeal.Form.JSON, Remedy.OTHER_FOLDER);
    List<Entry> entries = new ArrayList<>();
    for (int n = 0; n < lines.lines().size(); n++) {
      String line = lines.lines().get(n);
      try {
        if (n == 0) {
          checkSame(file, JournalText.readHeader(line), header);
        } else {
          entries.add(JournalText.readEntry(line, space));
        }
      } catch (JournalText.Unreadable e) {
        throw unreadable(file, n + 1, e);
      }
    }
    return new Journal(lines, header, entries);
  }

  private static InputError unreadable(Path file, int line, JournalText.Unreadable e) {
    return new InputError(
        "line %d of %s cannot be read: %s".formatted(line, file, e.getMessage()),
        e,
        Remedy.RESTORE,
        Remedy.OTHER_FOLDER);
  }

  private static void checkSame(Path file, JournalHeader found, JournalHeader expected) {
    checkSame(file, "the space", found.space(), expected.space());
    checkSame(file, "the searcher", found.searcher(), expected.searcher());
    checkSame(file, "seed", "" + found.seed(), "" + expected.seed());
    checkSame(file, "a configuration with hash", found.config(), expected.config());
    checkUnchanged(file, "table, images or text", found.data(), expected.data());
    checkUnchanged(file, "supernet", found.weights(), expected.weights());
  }

  private static void checkUnchanged(Path file, String what, String found, String expected) {
    if (!found.equals(expected)) {
      throw new InputError(
              "%s holds scores from a %s whose content differs from that of the current one (SHA-256 %s, now %s)"
                  .formatted(file, what, shown(found), shown(expected)),
              Remedy.OTHER_FOLDER)
          .see(Trouble.OTHER_WEIGHTS);
    }
  }

  private static String shown(String hash) {
    return hash.isEmpty() ? "none" : hash.substring(0, Math.min(16, hash.length()));
  }

  private static void checkSame(Path file, String what, String found, String expected) {
    if (!found.equals(expected)) {
      throw new InputError(
              "%s was written with %s %s, not %s".formatted(file, what, found, expected),
              Remedy.SAME_SETTINGS,
              Remedy.OTHER_FOLDER)
          .see(Trouble.OTHER_SETTINGS);
    }
  }

  /**
   * The number of estimates in the journal at {@code file}; 0 if there is no journal.
   *
   * @throws InputError if it was changed
   */
  public static int evaluations(Path file) {
    AppendedFile lines = AppendedFile.open(file, LineSeal.Form.JSON, Remedy.OTHER_FOLDER);
    return (int)
        lines.lines().stream().filter(line -> line.startsWith("{\"entry\":\"tell\"")).count();
  }

  /**
   * The measure of the scores in the journal at {@code file}.
   *
   * @throws InputError if there is no journal, or it was changed
   */
  public static Measure measure(Path file) {
    return header(file).measure();
  }

  /**
   * The columns of the costs that the search with the journal at {@code file} keeps low beside the
   * score; empty if it looks at the score alone.
   *
   * @throws InputError if there is no journal, or it was changed
   */
  public static List<String> objectives(Path file) {
    return header(file).objectives();
  }

  private static JournalHeader header(Path file) {
    AppendedFile lines = AppendedFile.open(file, LineSeal.Form.JSON, Remedy.OTHER_FOLDER);
    if (lines.lines().isEmpty()) {
      throw new InputError(
          "there is no journal %s, which defines the scores next to it".formatted(file),
          Remedy.RESTORE);
    }
    try {
      return JournalText.readHeader(lines.lines().get(0));
    } catch (JournalText.Unreadable e) {
      throw unreadable(file, 1, e);
    }
  }

  /** A line of a journal without the seconds and the seal, for comparing two runs. */
  public static String withoutSeconds(String line) {
    return SECONDS.matcher(LineSeal.removed(LineSeal.Form.JSON, line)).replaceFirst("");
  }

  /** The entries that the journal held when it was opened, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Whether an incomplete last line was ignored when the journal was opened. */
  public boolean wasTorn() {
    return file.isTorn();
  }

  /** Writes the header if the file has none yet. */
  void begin() {
    if (file.isEmpty()) {
      file.append(List.of(JournalText.write(header)));
    }
  }

  /** Appends entries and returns when they are on the disk. */
  void write(List<? extends Entry> added) {
    file.append(added.stream().map(JournalText::write).toList());
  }

  /** Whether the file is still in its place. */
  boolean isThere() {
    return file.isThere();
  }

  /** Refuses to continue if it is not. */
  void requireThere() {
    file.requireThere();
  }

  @Override
  public void close() {
    file.close();
  }
}
