package io.espalier.cli.experiment;

import io.espalier.compare.Results;
import io.espalier.config.AblationConfiguration;
import io.espalier.config.CompareConfiguration;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.report.ComparisonReport;
import io.espalier.run.compare.Ablation;
import io.espalier.settings.Catalogues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question with the configuration that answers it, in a folder {@code NNN-question}.
 *
 * @param folder the folder
 */
public record Experiment(Path folder) {

  private static final String NAME = "\\d{3}-[\\w.-]+";

  /**
   * The experiments of a folder by their numbers.
   *
   * @throws InputError if there is no such folder
   */
  public static List<Experiment> all(Path root) {
    if (!Files.isDirectory(root)) {
      throw new InputError(
          "there is no folder %s; run from the root of the project, or name the folder with --experiments"
              .formatted(root));
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches(NAME))
          .filter(folder -> Files.exists(folder.resolve("config.yaml")))
          .sorted()
          .map(Experiment::new)
          .toList();
    } catch (IOException e) {
      throw new InputError("cannot read %s; make the folder readable".formatted(root), e);
    }
  }

  /**
   * The experiment with a name ({@code 003-question}), the part after the number, or a number
   * ({@code 3}, {@code 003}).
   *
   * @throws InputError if there is none; the message lists all
   */
  public static Experiment find(Path root, String given) {
    List<Experiment> all = all(root);
    return all.stream()
        .filter(experiment -> experiment.is(given))
        .findFirst()
        .orElseThrow(
            () ->
                InputError.unknown(
                    "experiment", given, all.stream().map(Experiment::name).toList()));
  }

  private boolean is(String given) {
    return name().equals(given)
        || name().substring(4).equals(given)
        || (given.matches("\\d{1,3}") && Integer.parseInt(given) == number());
  }

  private int number() {
    return Integer.parseInt(name().substring(0, 3));
  }

  /** Its name: {@code 003-question}. */
  public String name() {
    return folder.getFileName().toString();
  }

  /** Its configuration. */
  public Path config() {
    return folder.resolve("config.yaml");
  }

  /** Whether it compares searchers. */
  public boolean isComparison() {
    return CompareConfiguration.isComparison(config());
  }

  /** Whether it compares trainings of a supernet. */
  public boolean isAblation() {
    return AblationConfiguration.isAblation(config());
  }

  /** Its kind: {@code compare}, {@code ablation}, or {@code quickstart}. */
  public String kind() {
    return isComparison() ? "compare" : isAblation() ? "ablation" : "quickstart";
  }

  /** Its question: the first comment of its configuration. */
  public String question() {
    try (Stream<String> lines = Files.lines(config())) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(line -> line.substring(1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new InputError("cannot read %s; make the file readable".formatted(config()), e);
    }
  }

  /**
   * The configuration of its comparison.
   *
   * @throws InputError if it is none; the message says how to launch it instead
   */
  public CompareConfiguration comparison(Catalogues catalogues) {
    if (!isComparison()) {
      throw new InputError(
          "%s trains and searches a supernet and compares nothing; launch it with: ./espalier quickstart --config %s"
              .formatted(name(), config()));
    }
    return CompareConfiguration.read(config(), catalogues);
  }

  /**
   * The bounds of its figures; none if it has no file of them.
   *
   * @throws InputError if the file cannot be used
   */
  public Expectations expectations() {
    Path file = folder.resolve("expected.json");
    return Files.exists(file) ? Expectations.read(file) : Expectations.NONE;
  }

  /** Copies tables and plot from a run folder to {@code results/}. */
  public Path save(Path run) {
    Path results = folder.resolve("results");
    List<String> files = new ArrayList<>();
    if (isAblation()) {
      files.add(Ablation.TABLE);
    } else {
      files.addAll(Results.TABLES);
      files.add(ComparisonReport.PICTURE);
    }
    for (String file : files) {
      try {
        AtomicFile.writeText(results.resolve(file), Files.readString(run.resolve(file)));
      } catch (IOException e) {
        throw new InputError("cannot read %s".formatted(run.resolve(file)), e);
      }
    }
    return results;
  }
}
