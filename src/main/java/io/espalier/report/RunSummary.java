package io.espalier.report;

import io.espalier.error.InputError;
import io.espalier.file.Links;
import io.espalier.file.YamlLeaves;
import io.espalier.file.YamlText;
import io.espalier.rank.Quality;
import io.espalier.rank.Ranking;
import io.espalier.report.label.RunLabels;
import io.espalier.stat.Decimals;
import io.espalier.study.Trial;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run in one row, read from its folder, also while it works.
 *
 * @param folder the run folder
 * @param figures what is known of it, by column; empty texts for what is not
 * @param settings all settings by their path
 */
public record RunSummary(Path folder, Map<String, String> figures, Map<String, String> settings) {

  private static final String CONFIGURATION = "config.yaml";
  private static final int DEEPEST = 6;
  private static final int DECIMALS = 2;

  /**
   * The runs in a folder and the folders in it, by name. Links are not followed.
   *
   * @throws InputError if the folder cannot be read
   */
  public static List<RunSummary> in(Path root) {
    return folders(root).stream().map(RunSummary::of).toList();
  }

  /** The folders of the runs in a folder; see {@link #in}. */
  public static List<Path> folders(Path root) {
    if (!Files.isDirectory(root)) {
      throw new InputError("there is no folder %s; name one with runs".formatted(root));
    }
    List<Path> folders = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          Set.of(),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (Files.isRegularFile(folder.resolve(CONFIGURATION))) {
                folders.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              // A folder that may not be read holds no run of ours.
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new InputError("cannot read %s; name a folder with runs".formatted(root), e);
    }
    return folders.stream().sorted().toList();
  }

  /** The run in a folder. */
  public static RunSummary of(Path folder) {
    return of(new RunReader(folder).read());
  }

  static RunSummary of(RunContents run) {
    Path folder = run.folder();
    List<String> problems = new ArrayList<>(run.notes());
    problems.removeIf(note -> !note.contains("was left out"));
    Map<String, String> settings = settings(run, problems);
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("run", folder.toString());
    figures.put("changed", changed(folder));
    figures.put("space", settings.getOrDefault("space.name", ""));
    figures.put("data", settings.getOrDefault("data.source", ""));
    figures.put("strategy", settings.getOrDefault("train.strategy", ""));
    figures.put("steps", last(run.training(), "step", 0));
    figures.put("loss", last(run.training(), "loss", 4));
    figures.put("kendall_tau", run.ranking().flatMap(rank -> tau(rank.ranking())).orElse(""));
    figures.put("searches", run.searches().isEmpty() ? "" : run.searches().size() + "");
    long trials = run.searches().values().stream().mapToLong(List::size).sum();
    figures.put("evaluations", trials == 0 ? "" : trials + "");
    Optional<Trial> best = run.best(1).stream().findFirst();
    figures.put("best", best.map(Trial::architecture).orElse(""));
    figures.put("score", best.map(b -> run.measure().text(b.score().getAsDouble())).orElse(""));
    figures.put(
        "test_accuracy_percent",
        run.result()
            .map(RunContents.Result::testAccuracyPercent)
            .filter(Double::isFinite)
            .map(percent -> Decimals.text(percent, DECIMALS))
            .orElse(""));
    figures.putAll(labels(folder, problems));
    figures.put("problems", String.join(" ", problems));
    return new RunSummary(folder, figures, settings);
  }

  /** All settings by their path; none, with a problem, if they cannot be read. */
  static Map<String, String> settings(RunContents run, List<String> problems) {
    try {
      Map<String, String> settings = new LinkedHashMap<>();
      if (run.config().isPresent()) {
        YamlLeaves.of(YamlText.parse(run.config().get(), CONFIGURATION).root())
            .forEach((path, value) -> settings.put(path, plain(value)));
      }
      return settings;
    } catch (InputError e) {
      problems.add(e.getMessage());
      return Map.of();
    }
  }

  /** Texts without their quotation marks. */
  private static String plain(String value) {
    return value.startsWith("\"") ? YamlText.value(value, CONFIGURATION).asText() : value;
  }

  private static Map<String, String> labels(Path folder, List<String> problems) {
    RunLabels labels = new RunLabels(List.of(), "");
    try {
      if (Links.staysWithin(folder, folder.resolve(RunLabels.FILE))) {
        labels = RunLabels.read(folder);
      }
    } catch (InputError e) {
      problems.add(e.getMessage());
    }
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("tags", String.join(" ", labels.tags()));
    columns.put("note", labels.note());
    return columns;
  }

  /** Of the supernet's own scores, as a search uses them. */
  private static Optional<String> tau(Ranking ranking) {
    return ranking.estimators().stream()
        .filter(name -> name.startsWith("supernet"))
        .findFirst()
        .flatMap(name -> ranking.find(name, Ranking.TRUTH, Quality.KENDALL_TAU))
        .map(row -> Decimals.text(row.value(), 3));
  }

  private static String last(Optional<Curve> curve, String column, int decimals) {
    return curve
        .map(known -> known.last(column))
        .filter(Double::isFinite)
        .map(value -> Decimals.text(value, decimals))
        .orElse("");
  }

  /** When the log was last written to: in whole seconds, of universal time. */
  private static String changed(Path folder) {
    for (String name : List.of("log.txt", CONFIGURATION)) {
      try {
        FileTime time = Files.getLastModifiedTime(folder.resolve(name));
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
      } catch (IOException e) {
        // The next file tells as well.
      }
    }
    return "";
  }
}
