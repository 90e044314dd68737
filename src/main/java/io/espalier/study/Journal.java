package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.estimate.Measure;
import io.espalier.file.AppendedFile;
import io.espalier.file.LineSeal;
import io.espalier.file.SealedLine;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

  private Journal(AppendedFile file, JournalHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * A place in a journal, behind one of its lines.
   *
   * @param lines the number of lines so far
   * @param check their seal; another journal, or a changed one, has another
   */
  record Place(int lines, String check) {}

  /**
   * Opens the journal of a study, which need not exist yet; nothing is written before {@link
   * #write}. The caller holds the folder's lock.
   *
   * @param entries receives the entries one by one
   * @throws InputError if the file belongs to another study, or a line other than the last cannot
   *     be read; the message names the line
   */
  static Journal open(Path file, JournalHeader header, SearchSpace space, Consumer<Entry> entries) {
    return new Journal(lines(file, line -> read(file, line, header, space, entries)), header);
  }

  /**
   * As above, with the entries behind a place only; every line before it is checked, too.
   *
   * @param arrived is called at the place, before the first entry; whether it can be gone on from
   * @return empty if the journal has no such place, or it cannot be gone on from; no entries were
   *     read then
   */
  static Optional<Journal> openFrom(
      Place place,
      Path file,
      JournalHeader header,
      SearchSpace space,
      BooleanSupplier arrived,
      Consumer<Entry> entries) {
    boolean[] there = {false};
    AppendedFile read =
        lines(
            file,
            line -> {
              if (line.number() == 1 || there[0]) {
                read(file, line, header, space, entries);
              }
              if (line.number() == place.lines() && line.check().equals(place.check())) {
                there[0] = arrived.getAsBoolean();
              }
            });
    return there[0] ? Optional.of(new Journal(read, header)) : Optional.empty();
  }

  private static void read(
      Path file,
      SealedLine line,
      JournalHeader header,
      SearchSpace space,
      Consumer<Entry> entries) {
    try {
      if (line.number() == 1) {
        checkSame(file, JournalText.readHeader(line.text()), header);
      } else {
        entries.accept(JournalText.readEntry(line.text(), space));
      }
    } catch (JournalText.Unreadable e) {
      throw unreadable(file, line.number(), e);
    }
  }

  private static AppendedFile lines(Path file, Consumer<SealedLine> each) {
    return AppendedFile.open(file, LineSeal.Form.JSON, Remedy.OTHER_FOLDER, each);
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
    int[] count = {0};
    lines(file, line -> count[0] += line.text().startsWith("{\"entry\":\"tell\"") ? 1 : 0);
    return count[0];
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
    String line =
        AppendedFile.first(file, LineSeal.Form.JSON, Remedy.OTHER_FOLDER)
            .orElseThrow(
                () ->
                    new InputError(
                        "there is no journal %s, which defines the scores next to it"
                            .formatted(file),
                        Remedy.RESTORE));
    try {
      return JournalText.readHeader(line);
    } catch (JournalText.Unreadable e) {
      throw unreadable(file, 1, e);
    }
  }

  /** A line of a journal without the seconds and the seal, for comparing two runs. */
  public static String withoutSeconds(String line) {
    return SECONDS.matcher(LineSeal.removed(LineSeal.Form.JSON, line)).replaceFirst("");
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

  /** Appends an ask, which need not be on the disk before its outcomes: it can be repeated. */
  void write(Entry.Ask ask) {
    file.write(List.of(JournalText.write(ask)));
  }

  /** Appends outcomes and returns when they and all before them are on the disk. */
  void write(List<Entry.Tell> tells) {
    file.append(tells.stream().map(JournalText::write).toList());
  }

  /** Where the journal ends now. */
  Place end() {
    return new Place(file.count(), file.check());
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
