package io.espalier.compare;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.file.AppendedFile;
import io.espalier.file.LineSeal;
import io.espalier.file.RecordJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The finished runs: JSON lines, a header and then one run per line, forced to the disk before it
 * counts. An incomplete last line, left by a process that died while appending, is dropped.
 */
final class MethodRuns implements AutoCloseable {

  private final AppendedFile file;
  private final RunHeader header;
  private final List<MethodRun> runs;

  private MethodRuns(AppendedFile file, RunHeader header, List<MethodRun> runs) {
    this.file = file;
    this.header = header;
    this.runs = List.copyOf(runs);
  }

  /**
   * Opens the file of a comparison, or creates one. The caller holds the folder's lock.
   *
   * @throws InputError if the file belongs to another comparison, or a line other than the last
   *     cannot be read; the file then stays unchanged
   */
  static MethodRuns open(Path file, RunHeader expected) {
    AppendedFile lines = AppendedFile.open(file, LineSeal.Form.JSON, Remedy.START_OVER);
    RunHeader header = expected;
    List<MethodRun> runs = new ArrayList<>();
    for (int n = 0; n < lines.lines().size(); n++) {
      String line = lines.lines().get(n);
      String what = "line %d of %s".formatted(n + 1, file);
      if (n == 0) {
        header = RecordJson.parse(what, line, RunHeader.class);
        checkSame(file, header, expected);
      } else {
        runs.add(RecordJson.parse(what, line, MethodRun.class));
      }
    }
    return new MethodRuns(lines, header, runs);
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
          "%s was written with %s".formatted(file, what), Remedy.OTHER_FOLDER, Remedy.START_OVER);
    }
  }

  /** The header of the file. */
  RunHeader header() {
    return header;
  }

  /** The runs that the file held when it was opened. */
  List<MethodRun> runs() {
    return runs;
  }

  /** Whether an incomplete last line was dropped when the file was opened. */
  boolean wasTorn() {
    return file.isTorn();
  }

  /** Appends a record and returns when it is on the disk. */
  void append(Record added) {
    List<String> lines = new ArrayList<>();
    if (file.isEmpty()) {
      lines.add(RecordJson.text(header));
    }
    lines.add(RecordJson.text(added));
    file.append(lines);
  }

  @Override
  public void close() {
    file.close();
  }
}
