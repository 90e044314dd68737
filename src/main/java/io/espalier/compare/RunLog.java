package io.espalier.compare;

import io.espalier.error.InputError;
import io.espalier.file.AppendedFile;
import io.espalier.file.RecordJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs that are finished: JSON lines, a header and then a run each, forced to the disk before
 * it counts. A torn last line, which a process leaves that dies while it appends, is dropped.
 */
final class RunLog implements AutoCloseable {

  private final AppendedFile file;
  private final RunHeader header;
  private final List<Run> runs;
  private final boolean torn;

  private RunLog(AppendedFile file, RunHeader header, List<Run> runs, boolean torn) {
    this.file = file;
    this.header = header;
    this.runs = List.copyOf(runs);
    this.torn = torn;
  }

  /**
   * Opens the file of a comparison, or begins one. The caller holds the folder's lock.
   *
   * @throws InputError if the file is of another comparison, or a line other than the last cannot
   *     be read; the file then stays as it was
   */
  static RunLog open(Path file, RunHeader expected) {
    AppendedFile lines = AppendedFile.open(file);
    try {
      byte[] bytes = lines.read();
      RunHeader header = null;
      List<Run> runs = new ArrayList<>();
      int sound = 0;
      for (int end = lineEnd(bytes, 0); end < bytes.length; end = lineEnd(bytes, sound)) {
        String line = new String(bytes, sound, end - sound, StandardCharsets.UTF_8);
        String what = "line %d of %s".formatted(runs.size() + (header == null ? 1 : 2), file);
        if (header == null) {
          header = RecordJson.parse(what, line, RunHeader.class);
          checkSame(file, header, expected);
        } else {
          try {
            runs.add(RecordJson.parse(what, line, Run.class));
          } catch (InputError e) {
            if (end + 1 == bytes.length) {
              // A file system may have grown the file before it wrote the bytes.
              break;
            }
            throw e;
          }
        }
        sound = end + 1;
      }
      lines.keep(sound);
      RunLog log =
          new RunLog(lines, header == null ? expected : header, runs, sound < bytes.length);
      if (header == null) {
        log.append(expected);
      }
      return log;
    } catch (InputError e) {
      lines.close();
      throw e;
    }
  }

  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private static void checkSame(Path file, RunHeader found, RunHeader expected) {
    String what = null;
    if (!found.config().equals(expected.config())) {
      what = "another configuration (its config.yaml holds it)";
    } else if (!found.data().equals(expected.data())) {
      what = "tables of other contents";
    }
    if (what != null) {
      throw new InputError(
          "%s was written with %s; name another folder with --work-dir, or start over with --fresh"
              .formatted(file, what));
    }
  }

  /** What the file was begun with. */
  RunHeader header() {
    return header;
  }

  /** The runs that the file held when it was opened. */
  List<Run> runs() {
    return runs;
  }

  /** Whether a torn last line was dropped when the file was opened. */
  boolean wasTorn() {
    return torn;
  }

  /** Appends a record and returns when it is on the disk. */
  void append(Record added) {
    file.append(List.of(RecordJson.text(added)));
  }

  @Override
  public void close() {
    file.close();
  }
}
