package io.espalier.cli;

import io.espalier.error.InputError;
import io.espalier.report.RunSeries;
import io.espalier.report.RunSummary;
import io.espalier.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs that folders are or hold, each with a name for other programs. */
final class NamedRuns {

  private NamedRuns() {}

  /**
   * The run folders by name: that of the folder, and of runs in a folder their path in it.
   *
   * @throws InputError if a folder is no run and holds none, or two runs have one name
   */
  static Map<String, Path> of(List<Path> folders) {
    Map<String, Path> named = new LinkedHashMap<>();
    for (Path folder : folders) {
      if (Files.isRegularFile(RunFolder.config(folder))) {
        add(named, String.valueOf(folder.toAbsolutePath().normalize().getFileName()), folder);
        continue;
      }
      List<Path> found = RunSummary.folders(folder);
      if (found.isEmpty()) {
        throw new InputError(
            "%s is no run folder and holds none; espalier runs lists them".formatted(folder));
      }
      found.forEach(run -> add(named, folder.relativize(run).toString().replace('\\', '/'), run));
    }
    return named;
  }

  /** Says what of a run could not be read and so is not given. */
  static void tellProblems(Path run, RunSeries series) {
    series
        .problems()
        .forEach(problem -> System.err.println("espalier: %s: %s".formatted(run, problem)));
  }

  private static void add(Map<String, Path> named, String name, Path run) {
    Path other = named.putIfAbsent(name, run);
    if (other != null
        && !other.toAbsolutePath().normalize().equals(run.toAbsolutePath().normalize())) {
      throw new InputError(
          "%s and %s would both be called '%s' there; give them one by one, to different places, or name the folder above both"
              .formatted(other, run, name));
    }
  }
}
