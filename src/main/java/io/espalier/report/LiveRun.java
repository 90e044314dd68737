package io.espalier.report;

import io.espalier.estimate.Measure;
import io.espalier.report.label.RunLabels;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run that may be at work, read again whenever its files have changed, as far as they have. Only
 * reads, and takes no lock.
 */
public final class LiveRun {

  /** Reading takes at most one part in so many of the time. */
  private static final long TIMES_THE_WORK = 4;

  private static final int MOST_POINTS = 600;

  private static final List<String> FILES =
      List.of(
          "config.yaml",
          "provenance.json",
          "metrics.csv",
          "rank/SHA256SUMS",
          "retrain/metrics.csv",
          "retrain/SHA256SUMS",
          RunLabels.FILE);

  private static final List<String> OF_A_SEARCH =
      List.of(Study.JOURNAL, Study.TRIALS, "tree.json", "reranked.csv");

  private final Path folder;
  private final KnownParts known = new KnownParts();
  private final SearchSource source = SearchSource.live();

  private List<FileStamp> stamps = List.of();
  private long readAgainFrom;
  private RunContents contents;
  private RunSummary summary;
  private RunPage page;

  /** Follows the run in a folder. */
  public LiveRun(Path folder) {
    this.folder = folder;
  }

  /** The run folder. */
  public Path folder() {
    return folder;
  }

  /** Reads what has changed; returns whether anything has. */
  public synchronized boolean refresh() {
    long begin = System.nanoTime();
    if (contents != null && begin < readAgainFrom) {
      return false;
    }
    List<FileStamp> now = stamps();
    if (contents != null && now.equals(stamps) && !source.isBehind()) {
      return false;
    }
    contents = new RunReader(folder, known, source).read();
    summary = RunSummary.of(contents);
    page = null;
    stamps = now;
    long end = System.nanoTime();
    readAgainFrom = end + TIMES_THE_WORK * (end - begin);
    return true;
  }

  /** The run in a row. */
  public synchronized RunSummary summary() {
    return summary;
  }

  /** All of the run. */
  public synchronized RunPage page() {
    if (page == null) {
      page = RunPage.of(contents, false);
    }
    return page;
  }

  /** The trials of each search, by its name. */
  public synchronized Map<String, List<Trial>> trials() {
    return contents.searches();
  }

  /** The measure of the scores. */
  public synchronized Measure measure() {
    return contents.measure();
  }

  /**
   * The curves by which runs are compared, by what they are about and then, within a run, by name:
   * points (x, y).
   */
  public synchronized Map<String, Map<String, List<? extends List<?>>>> curves() {
    Map<String, Map<String, List<? extends List<?>>>> curves = new LinkedHashMap<>();
    Map<String, List<? extends List<?>>> searches = new LinkedHashMap<>();
    contents
        .searches()
        .forEach((name, trials) -> searches.put(name, Thinning.steps(trials, MOST_POINTS)));
    curves.put("best", searches);
    contents.training().ifPresent(curve -> add(curves, "training", curve));
    contents.retraining().ifPresent(curve -> add(curves, "retraining", curve));
    return curves;
  }

  private static void add(
      Map<String, Map<String, List<? extends List<?>>>> curves, String what, Curve curve) {
    curves.put(what + "_loss", Map.of("", curve.points("step", "loss")));
    List<List<Double>> validation = curve.points("step", "validation_accuracy_percent");
    List<List<Double>> accuracy =
        validation.isEmpty() ? curve.points("step", "accuracy_percent") : validation;
    if (!accuracy.isEmpty()) {
      curves.put(what + "_accuracy", Map.of("", accuracy));
    }
  }

  private List<FileStamp> stamps() {
    List<Path> files = new ArrayList<>();
    FILES.forEach(name -> files.add(folder.resolve(name)));
    for (Path search : inside(folder.resolve("search"))) {
      OF_A_SEARCH.forEach(name -> files.add(search.resolve(name)));
    }
    for (Path way : inside(folder.resolve("scratch"))) {
      inside(way).forEach(candidate -> files.add(candidate.resolve("curve.json")));
    }
    inside(folder.resolve("export")).forEach(child -> files.add(child.resolve("SHA256SUMS")));
    return files.stream().map(FileStamp::of).toList();
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
