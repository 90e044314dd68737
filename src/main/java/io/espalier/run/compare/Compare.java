package io.espalier.run.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.compare.Comparison;
import io.espalier.compare.ComparisonPlan;
import io.espalier.compare.Results;
import io.espalier.compare.RunHeader;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.file.AtomicFile;
import io.espalier.file.FolderLock;
import io.espalier.file.Sha256;
import io.espalier.file.YamlLeaves;
import io.espalier.file.YamlText;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.report.ComparisonReport;
import io.espalier.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares searchers in a folder of its own. */
public final class Compare {

  private static final String PROVENANCE = "provenance.json";

  private static final List<String> FILES =
      List.of(
          Comparison.RUNS,
          "config.yaml",
          PROVENANCE,
          ComparisonReport.PICTURE,
          ComparisonReport.PIXELS,
          ComparisonReport.FILE);

  private Compare() {}

  /**
   * Makes the missing runs, then tables, plot and report; if stopped, those of the finished seeds,
   * if any.
   *
   * @param fresh whether to start over, whatever the folder holds
   * @return the results; empty if {@code progress} asked to stop before
   * @throws InputError if the folder holds another comparison
   */
  public static Optional<Results> run(
      ComparisonPlan plan, Path folder, boolean fresh, Progress progress) {
    refuseOtherRuns(folder, plan, fresh);
    FolderLock lock = FolderLock.take(folder);
    try {
      if (fresh) {
        clear(folder);
      }
      if (!Files.exists(folder.resolve(Comparison.RUNS))) {
        AtomicFile.writeText(folder.resolve(Settings.FILE), plan.text());
        provenance(plan).write(folder.resolve(PROVENANCE));
      }
      RunHeader header = new RunHeader(plan.hash(), plan.tables(), Build.fingerprint());
      Optional<Results> results = plan.comparison().run(folder, header, plan.workers(), progress);
      if (ComparisonReport.isComparison(folder)) {
        ComparisonReport.write(folder);
      }
      lock.requireThere();
      return results;
    } finally {
      lock.close();
    }
  }

  private static Provenance provenance(ComparisonPlan plan) {
    DataUse tables =
        plan.tables().isEmpty()
            ? DataUse.NONE
            : new DataUse(
                String.join(", ", plan.tables().keySet()),
                Sha256.of(plan.tables().toString()),
                Map.of());
    return Provenance.now(
        "espalier compare", plan.comparison().design().firstSeed(), plan.hash(), tables);
  }

  private static void refuseOtherRuns(Path folder, ComparisonPlan plan, boolean fresh) {
    Path config = folder.resolve(Settings.FILE);
    if (!Files.exists(config)) {
      return;
    }
    ObjectNode saved = YamlText.read(config).root();
    if (!saved.has("searchers")) {
      throw new InputError(
          "%s is the folder of a training or a search".formatted(folder), Remedy.OTHER_FOLDER);
    }
    if (!fresh && Files.exists(folder.resolve(Comparison.RUNS))) {
      List<String> changed =
          Differences.between(
              YamlLeaves.of(saved),
              YamlLeaves.of(YamlText.parse(plan.text(), "the comparison").root()));
      if (!changed.isEmpty()) {
        throw new InputError(
            "%s holds a comparison with %s".formatted(folder, String.join(", ", changed)),
            Remedy.SAME_SETTINGS,
            Remedy.OTHER_FOLDER,
            Remedy.START_OVER);
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
