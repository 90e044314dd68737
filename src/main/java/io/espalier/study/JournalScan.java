package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.space.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal's bytes hold.
 *
 * @param header the first line; null if there is none that is whole
 * @param entries the lines behind it
 * @param soundBytes how many bytes, from the start, are whole lines
 * @param torn whether a torn line follows them
 */
record JournalScan(JournalHeader header, List<Entry> entries, int soundBytes, boolean torn) {

  /**
   * Reads the lines. The last one is torn if it has no line break at its end, or if it cannot be
   * parsed (a file system may have grown the file before it wrote the bytes).
   *
   * @throws InputError if the header is not the expected one or another line cannot be read
   */
  static JournalScan of(Path file, byte[] bytes, JournalHeader expected, SearchSpace space) {
    JournalHeader header = null;
    List<Entry> entries = new ArrayList<>();
    int start = 0;
    for (int number = 1; start < bytes.length; number++) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        return new JournalScan(header, entries, start, true);
      }
      String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      try {
        if (number == 1) {
          header = JournalText.readHeader(line);
          checkSame(file, header, expected);
        } else {
          entries.add(JournalText.readEntry(line, space));
        }
      } catch (JournalText.Unreadable e) {
        if (end + 1 == bytes.length && number > 1) {
          return new JournalScan(header, entries, start, true);
        }
        throw new InputError(
            "line %d of %s cannot be read: %s; restore the file from a copy or start again in another --work-dir"
                .formatted(number, file, e.getMessage()),
            e);
      }
      start = end + 1;
    }
    return new JournalScan(header, entries, start, false);
  }

  private static void checkSame(Path file, JournalHeader found, JournalHeader expected) {
    checkSame(file, "the space", found.space(), expected.space());
    checkSame(file, "the searcher", found.searcher(), expected.searcher());
    checkSame(file, "seed", "" + found.seed(), "" + expected.seed());
    checkSame(file, "a configuration with hash", found.config(), expected.config());
  }

  private static void checkSame(Path file, String what, String found, String expected) {
    if (!found.equals(expected)) {
      throw new InputError(
          "%s was written with %s %s, not %s; give the settings of that run (its config.yaml holds them) or name another folder with --work-dir"
              .formatted(file, what, found, expected));
    }
  }
}
