package io.espalier.cli;

import io.espalier.cli.experiment.Expectations;
import io.espalier.cli.experiment.Experiment;
import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.session.TemporaryFolder;
import io.espalier.cli.table.ComparedTable;
import io.espalier.cli.table.TextTable;
import io.espalier.compare.Results;
import io.espalier.config.AblationConfiguration;
import io.espalier.config.CompareConfiguration;
import io.espalier.run.compare.Ablation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
    name = "experiment",
    description = "Lists and repeats the experiments of the project.",
    mixinStandardHelpOptions = true)
final class ExperimentCommand implements Runnable {

  private static final int SMOKE_SEEDS = 2;
  private static final int SMOKE_BUDGET = 30;

  @Option(
      names = "--experiments",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The folder of the experiments; default: ${DEFAULT-VALUE}.")
  Path root = Path.of("experiments");

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "No command given: list or run, for example espalier experiment list");
  }

  @Command(name = "list", description = "Lists the experiments.", mixinStandardHelpOptions = true)
  int list(@Mixin OutputOptions output) {
    List<List<String>> rows =
        Experiment.all(root).stream().map(e -> List.of(e.name(), e.kind(), e.question())).toList();
    new TextTable(List.of("experiment", "kind", "what"), rows)
        .print(output.format, Session.stdout());
    return ExitCode.DONE;
  }

  @Command(
      name = "run",
      description = {
        "Runs an experiment that compares searchers or trainings, and checks its figures.",
        "Exits with code 3 if one is outside the bounds in expected.json. If stopped, run it again"
            + " to continue."
      },
      mixinStandardHelpOptions = true)
  int run(
      @Parameters(
              index = "0",
              paramLabel = "NAME",
              description = "The experiment's name or number.")
          String name,
      @Option(
              names = {"-w", "--work-dir"},
              paramLabel = "DIR",
              description = "The folder of the runs; default: runs/ and the experiment's name.")
          Path workDir,
      @Mixin ComparisonOptions options,
      @Option(
              names = "--save",
              description = "Copies tables and plot to the experiment's results/.")
          boolean save,
      @Option(
              names = "--smoke",
              description =
                  "Only a trial with few seeds and samples; checks no bounds and keeps nothing.")
          boolean smoke,
      @Mixin OutputOptions output) {
    Experiment experiment = Experiment.find(root, name);
    if (experiment.isAblation()) {
      return smoke
          ? smokeAblation(experiment, options.data, output)
          : ablation(experiment, options.data, workDir, save, output);
    }
    CompareConfiguration configuration = experiment.comparison(Session.catalogues(spec));
    if (smoke) {
      return smoke(configuration, options.data, output);
    }
    // Wrong bounds are better reported now than after hours.
    Expectations expectations = experiment.expectations();
    expectations.requireSubjects(configuration.subjects());
    Path folder = workDir == null ? Path.of("runs").resolve(experiment.name()) : workDir;
    Optional<Results> results =
        CompareCommand.run(configuration, options.data, folder, options.fresh(), output);
    if (results.isEmpty()) {
      return ExitCode.STOPPED;
    }
    if (save) {
      System.err.println("Saved to " + experiment.save(folder));
    }
    List<Expectations.Check> checks = expectations.check(results.get().figures());
    // Programs read one table: the verdicts where there are any.
    if (checks.isEmpty() || output.format == TextTable.Format.table) {
      ComparedTable.of(results.get()).print(output.format, Session.stdout());
    }
    return check(checks, output);
  }

  /** Trains and ranks the supernets that are missing. */
  private int ablation(
      Experiment experiment, Path data, Path workDir, boolean save, OutputOptions output) {
    AblationConfiguration configuration =
        AblationConfiguration.read(experiment.config(), Session.catalogues(spec));
    Expectations expectations = experiment.expectations();
    Path folder = workDir == null ? Path.of("runs").resolve(experiment.name()) : workDir;
    Optional<Map<String, Double>> figures =
        new Ablation(configuration.settings(data), Session.catalogues(spec), folder)
            .run(Session.progress(output, StopSignal.listen()));
    if (figures.isEmpty()) {
      return ExitCode.STOPPED;
    }
    if (save) {
      System.err.println("Saved to " + experiment.save(folder));
    }
    List<List<String>> rows = new ArrayList<>();
    figures.get().forEach((figure, value) -> rows.add(List.of(figure, Double.toString(value))));
    List<Expectations.Check> checks = expectations.check(figures.get());
    if (checks.isEmpty() || output.format == TextTable.Format.table) {
      new TextTable(List.of("figure", "mean_over_seeds"), rows)
          .print(output.format, Session.stdout());
    }
    return check(checks, output);
  }

  private int smokeAblation(Experiment experiment, Path data, OutputOptions output) {
    return TemporaryFolder.with(
        "espalier-smoke-",
        folder -> {
          Optional<Map<String, Double>> figures =
              new Ablation(
                      AblationConfiguration.read(experiment.config(), Session.catalogues(spec))
                          .smoke()
                          .settings(data),
                      Session.catalogues(spec),
                      folder)
                  .run(Session.progress(output, StopSignal.listen()));
          return figures.isPresent() ? ExitCode.DONE : ExitCode.STOPPED;
        });
  }

  private static int check(List<Expectations.Check> checks, OutputOptions output) {
    if (checks.isEmpty()) {
      return ExitCode.DONE;
    }
    List<List<String>> rows =
        checks.stream()
            .map(
                check ->
                    List.of(
                        check.figure(),
                        Double.toString(check.value()),
                        check.bounds().min() == null ? "" : check.bounds().min().toString(),
                        check.bounds().max() == null ? "" : check.bounds().max().toString(),
                        check.isInside() ? "inside" : "OUTSIDE"))
            .toList();
    new TextTable(List.of("figure", "value", "min", "max", "verdict"), rows)
        .print(output.format, Session.stdout());
    return checks.stream().allMatch(Expectations.Check::isInside)
        ? ExitCode.DONE
        : ExitCode.OUTSIDE;
  }

  private static int smoke(CompareConfiguration configuration, Path data, OutputOptions output) {
    return TemporaryFolder.with(
        "espalier-smoke-",
        folder -> {
          Optional<Results> results =
              CompareCommand.run(
                  configuration.smoke(SMOKE_SEEDS, SMOKE_BUDGET), data, folder, false, output);
          results.ifPresent(r -> ComparedTable.of(r).print(output.format, Session.stdout()));
          return results.isPresent() ? ExitCode.DONE : ExitCode.STOPPED;
        });
  }
}
