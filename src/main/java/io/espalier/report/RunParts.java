package io.espalier.report;

import io.espalier.error.InputError;
import io.espalier.file.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The parts of a run folder; one that is missing or unreadable becomes a note. */
final class RunParts {

  private final Path folder;
  private final KnownParts known;
  private final boolean onlyWithin;
  private final List<String> notes = new ArrayList<>();

  /**
   * The parts of a folder.
   *
   * @param known what was read before
   * @param onlyWithin whether links that lead out of the folder are left out
   */
  RunParts(Path folder, KnownParts known, boolean onlyWithin) {
    this.folder = folder;
    this.known = known;
    this.onlyWithin = onlyWithin;
  }

  /** The value of a file; empty, with a note, if it is missing or cannot be read. */
  <T> Optional<T> part(String name, String what, Function<Path, T> reading) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      note("There is no %s yet (%s).".formatted(what, name));
      return Optional.empty();
    }
    if (!areOwn(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(known.read(file, what, reading));
    } catch (InputError e) {
      note("%s was left out: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }

  /** Whether files lie in the folder, where that matters; if not, with a note. */
  boolean areOwn(String... names) {
    for (String name : names) {
      if (onlyWithin && !Links.staysWithin(folder, folder.resolve(name))) {
        note("%s was left out: it is a link that leads out of the run folder.".formatted(name));
        return false;
      }
    }
    return true;
  }

  /** The folders in one of the folder's, that of LaNAS first. */
  List<String> subFolders(String name) {
    try (Stream<Path> entries = Files.list(folder.resolve(name))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted(Comparator.comparing((String n) -> !n.equals("lanas")).thenComparing(n -> n))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  void note(String note) {
    notes.add(note);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
