package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.error.InputError;
import io.espalier.file.LockOwner;
import io.espalier.report.RunSeries;
import io.espalier.tracking.MlflowExperiment;
import io.espalier.tracking.MlflowServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mlflow",
    description = {
      "Gives the curves and settings of runs to an MLflow server.",
      "A run that is there already gets what it lacks. The name and password, or the token, are read"
          + " from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."
    },
    mixinStandardHelpOptions = true)
final class RunsMlflowCommand implements Callable<Integer> {

  private static final String ADDRESS = "MLFLOW_TRACKING_URI";
  private static final String EXPERIMENT = "MLFLOW_EXPERIMENT_NAME";

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Run folders, or folders that hold them.")
  List<Path> folders;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address; default: " + ADDRESS + " of the environment.")
  String server;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description =
          "The experiment, which is made if there is none; default: "
              + EXPERIMENT
              + " of the environment, or espalier.")
  String experiment;

  @Override
  public Integer call() {
    Map<String, String> environment = System.getenv();
    String address = server == null ? environment.getOrDefault(ADDRESS, "") : server;
    if (address.isBlank()) {
      throw new InputError(
          "no MLflow server is named; name it with --server, or set %s, such as http://127.0.0.1:5000"
              .formatted(ADDRESS));
    }
    Map<String, Path> runs = NamedRuns.of(folders);
    MlflowExperiment there =
        MlflowExperiment.open(
            MlflowServer.of(address, environment),
            experiment == null ? environment.getOrDefault(EXPERIMENT, "espalier") : experiment,
            System.getProperty("user.name", "unknown"));
    for (Map.Entry<String, Path> run : runs.entrySet()) {
      Path folder = run.getValue();
      RunSeries series = RunSeries.of(folder);
      NamedRuns.tellProblems(folder, series);
      MlflowExperiment.Given given =
          there.give(run.getKey(), series, LockOwner.of(folder).isPresent());
      if (!given.fixed().isEmpty()) {
        System.err.println(
            "espalier: %s: MLflow keeps the first value of a setting, so these are as they were: %s"
                .formatted(folder, String.join(", ", given.fixed())));
      }
      System.out.println(
          "%s: %d curves, %d settings, %d new points -> %s"
              .formatted(
                  folder,
                  series.series().size(),
                  series.settings().size(),
                  given.points(),
                  given.address()));
    }
    return ExitCode.DONE;
  }
}
