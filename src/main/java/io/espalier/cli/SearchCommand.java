package io.espalier.cli;

import io.espalier.cli.option.Declared;
import io.espalier.cli.session.ClusterOptions;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.SearchedTable;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.run.FittingDevices;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.settings.Device;
import io.espalier.study.Journal;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description = {
      "Searches for good architectures, scored by a trained supernet, a table, or training each.",
      "The table may be a benchmark's or your own; search.table and the settings after it define how"
          + " it is read."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder that declares a supernet, to search with its weights.")
  Path declared;

  @Mixin RunOptions run;

  @Option(
      names = "--searcher",
      paramLabel = "NAME",
      description = "The searcher (see espalier list searchers).")
  String searcher;

  @Option(
      names = "--objectives",
      split = ",",
      paramLabel = "NAME",
      description =
          "What to search for, separated by commas: accuracy (the score) and costs to keep low, such as"
              + " accuracy,macs,params; with a table, also its columns of costs.")
  List<String> objectives;

  @Option(
      names = "--devices",
      split = ",",
      paramLabel = "FILE",
      description =
          "Also finds the best child for each of these devices (YAML: name, limits), separated by commas;"
              + " unless objectives are given, the search keeps all costs low that they limit.")
  List<Path> deviceFiles;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description =
          "Total number of architectures to estimate, including earlier ones of a resumed search.")
  Integer evaluations;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Number of architectures proposed and estimated at a time.")
  Integer batchSize;

  @Option(
      names = "--evaluate",
      paramLabel = "NAME",
      description =
          "The only score to compare architectures by: supernet, scratch (each is trained, with"
              + " estimate.scratch and retrain), or a training-free one (see espalier list).")
  String evaluate;

  @Option(
      names = "--rerank",
      paramLabel = "N",
      description =
          "Afterwards trains the best N from scratch, with the settings of rerank; the best of those is"
              + " the result.")
  Integer reranked;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "The table to take scores from instead of a supernet.")
  Path table;

  @Option(
      names = "--table-score",
      paramLabel = "COLUMN",
      description = "The column of the table used as the score.")
  String score;

  @Option(
      names = "--table-truth",
      paramLabel = "COLUMN",
      description = "The column of the table reported as the truth.")
  String truth;

  @Option(
      names = "--noise-images",
      paramLabel = "N",
      description = "Adds noise to the table's accuracies, as if each was measured on N images.")
  Integer noiseImages;

  @Option(names = "--resume", description = "Continues the search in the run folder.")
  boolean resume;

  @Mixin ClusterOptions cluster;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Configuration configuration =
        run.configuration(
            declared == null
                ? null
                : new Declared(declared, run.catalogues()).trained(run.workDir));
    configuration = RunOptions.with(configuration, "search.searcher", searcher);
    List<Device> devices =
        deviceFiles == null ? List.of() : deviceFiles.stream().map(Device::read).toList();
    List<String> wanted = objectives == null && !devices.isEmpty() ? limited(devices) : objectives;
    configuration = RunOptions.with(configuration, "search.objectives", list(wanted));
    configuration = RunOptions.with(configuration, "search.evaluations", evaluations);
    configuration = RunOptions.with(configuration, "search.batch_size", batchSize);
    configuration = RunOptions.with(configuration, "rerank.count", reranked);
    if (evaluate != null) {
      configuration = alone(evaluate, configuration);
    }
    configuration =
        RunOptions.with(
            configuration, "search.table", table == null ? null : table.toAbsolutePath());
    configuration = RunOptions.with(configuration, "search.table_score", score);
    configuration = RunOptions.with(configuration, "search.table_truth", truth);
    configuration = RunOptions.with(configuration, "search.noise_images", noiseImages);
    return Session.run(
        "search",
        configuration,
        run,
        output,
        session -> cluster.with(session.run(), run -> search(session, run, devices)));
  }

  /** A list as YAML; null for none. */
  private static String list(List<String> names) {
    return names == null
        ? null
        : names.stream()
            .map(name -> "'" + name.strip().replace("'", "''") + "'")
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Configuration alone(String score, Configuration configuration) {
    Configuration changed = configuration;
    Map<String, Double> weights = configuration.values().estimate().weights().alone(score).byName();
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      changed = RunOptions.with(changed, "estimate.weights." + weight.getKey(), weight.getValue());
    }
    return changed;
  }

  /** The score and all costs that devices limit. */
  private static List<String> limited(List<Device> devices) {
    return Stream.concat(
            Stream.of("score"),
            devices.stream().flatMap(device -> device.limits().ranges().keySet().stream()))
        .distinct()
        .toList();
  }

  private int search(Session session, Run run, List<Device> devices) {
    FittingDevices fitting = new FittingDevices(devices, run);
    Study.Result result = new Search(run).run(resume);
    Path folder = run.folder().search(run.settings().searchName());
    session.print(
        SearchedTable.of(folder, result)
            .withFront(Journal.objectives(folder.resolve(Study.JOURNAL)), result)
            .with(run.table(), result)
            .withFigures(run, result)
            .with(Reranked.read(folder))
            .table());
    if (!devices.isEmpty()) {
      fitting.write(folder, result.trials());
      session.print(
          new TextTable(FittingDevices.columns(result.trials()), fitting.rows(result.trials())));
    }
    return result.end() == Study.End.STOPPED ? ExitCode.STOPPED : ExitCode.DONE;
  }
}
