package io.espalier.config;

import io.espalier.compare.Comparison;
import io.espalier.compare.Results;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.FolderLock;
import io.espalier.progress.Progress;
import io.espalier.report.ComparisonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares searchers in a folder of its own. */
public final class CompareRun {

  private static final String PROVENANCE = "provenance.json";

  /** The files of a comparison beside its tables. */
  private static final List<String> FILES =
      List.of(
          Comparison.RUNS,
          "config.yaml",
          PROVENANCE,
          ComparisonReport.PICTURE,
          ComparisonReport.PIXELS,
          ComparisonReport.FILE);

  private CompareRun() {}

  /**
   * Makes the runs that the folder lacks and then its tables, picture and report; if it is stopped,
   * those of what is done, if that is one seed of all searchers at least.
   *
   * @param data where relative paths of tables begin
   * @param fresh whether to begin anew, whatever the folder holds
   * @return the results; empty if {@code progress} asked to stop before
   * @throws InputError if something given cannot be used, or the folder holds another comparison
   */
  public static Optional<Results> run(
      CompareConfiguration configuration,
      Path data,
      Path folder,
      boolean fresh,
      Progress progress) {
    CompareParts parts = new CompareParts(configuration, data);
    Comparison comparison = parts.comparison();
    refuseOtherRuns(folder, configuration, fresh);
    FolderLock lock = FolderLock.take(folder);
    try {
      if (fresh) {
        clear(folder);
      }
      if (!Files.exists(folder.resolve(Comparison.RUNS))) {
        AtomicFile.writeText(RunFolder.config(folder), configuration.text());
        parts.provenance().write(folder.resolve(PROVENANCE));
      }
      Optional<Results> results = comparison.run(folder, parts.header(), parts.workers(), progress);
      if (ComparisonReport.isComparison(folder)) {
        ComparisonReport.write(folder);
      }
      lock.requireThere();
      return results;
    } finally {
      lock.close();
    }
  }

  private static void refuseOtherRuns(
      Path folder, CompareConfiguration configuration, boolean fresh) {
    Path config = RunFolder.config(folder);
    if (!Files.exists(config)) {
      return;
    }
    if (!CompareConfiguration.isComparison(config)) {
      throw new InputError(
          "%s is the folder of a training or a search; name another with --work-dir"
              .formatted(folder));
    }
    if (!fresh && Files.exists(folder.resolve(Comparison.RUNS))) {
      List<String> changed = CompareConfiguration.read(config).differences(configuration);
      if (!changed.isEmpty()) {
        throw new InputError(
            "%s holds a comparison with %s; give the same settings, name another folder with --work-dir, or start over with --fresh"
                .formatted(folder, String.join(", ", changed)));
      }
    }
  }

  private static void clear(Path folder) {
    try {
      List<String> all = new ArrayList<>(FILES);
      all.addAll(Results.TABLES);
      for (String file : all) {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw new InputError(
          "cannot clear %s: %s; make the folder writable".formatted(folder, e.getMessage()), e);
    }
  }
}
