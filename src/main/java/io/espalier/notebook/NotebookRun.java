package io.espalier.notebook;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Runs all cells of notebooks, from the first to the last, in a session of their own. */
public final class NotebookRun {

  private NotebookRun() {}

  /**
   * Runs a notebook.
   *
   * @param file where it is from, for messages
   * @return the notebook with the outputs of this run, or as much of it as ran before a stop was
   *     asked for
   * @throws InputError if a cell cannot be compiled or throws; the message names it
   */
  public static Notebook of(Notebook notebook, Path file, Progress progress) {
    Notebook done = notebook.cleared();
    int count = 0;
    long cells = notebook.cells().stream().filter(NotebookCell::isCode).count();
    try (JavaSession session = new JavaSession();
        Progress.Task task = progress.begin(file.getFileName().toString(), "cells", cells, 0)) {
      for (NotebookCell cell : notebook.cells()) {
        if (cell.isCode() && !progress.stopRequested()) {
          done = run(cell, ++count, session, done, file);
          task.advance(1, "");
        }
      }
    }
    return done;
  }

  private static Notebook run(
      NotebookCell cell, int count, JavaSession session, Notebook done, Path file) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      Optional<Shown> shown = session.run(cell.source(), out);
      return done.with(cell.number(), count, printed.toString(StandardCharsets.UTF_8), shown);
    } catch (CellFailure e) {
      throw new InputError("cell %d of %s: %s".formatted(cell.number(), file, e.getMessage()), e);
    }
  }
}
