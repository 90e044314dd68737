package io.espalier.cli.machine;

import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.Rows;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.latency.BlockTable;
import io.espalier.latency.Clock;
import io.espalier.latency.Kit;
import io.espalier.latency.LatencyCard;
import io.espalier.latency.LatencyMeasurement;
import io.espalier.latency.LatencyTable;
import io.espalier.latency.LatencyWork;
import io.espalier.latency.MeasuredNetworks;
import io.espalier.latency.MeasuringRuntime;
import io.espalier.latency.PublishedLatency;
import io.espalier.provenance.Machine;
import io.espalier.random.Seed;
import io.espalier.stat.Decimals;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "latency",
    description = {
      "Makes tables of latencies on a device, from which search.latency_table predicts every network"
          + " of a space.",
      "measure runs networks on this machine; with --device-kit it writes networks to run on another"
          + " device, of which fit then makes the table."
    },
    mixinStandardHelpOptions = true)
public final class LatencyCommand implements Runnable {

  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: measure, fit, check or published");
  }

  private LatencyWork work(LatencySpace space) {
    return new LatencyWork(space.blueprint(spec), System.err::println);
  }

  @Command(
      name = "measure",
      description = {
        "Measures networks on this machine and fits a table to them. Beside the table lie a card that"
            + " says how good it is (.md) and the measurements (.csv).",
        "To pin it to a core: taskset -c 0 espalier latency measure ..."
      },
      mixinStandardHelpOptions = true)
  int measure(
      @Mixin LatencySpace space,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "The table to write (.yaml).")
          Path output,
      @Option(
              names = "--device-kit",
              paramLabel = "DIR",
              description = "Measures nothing, but writes the networks for another device.")
          Path kit,
      @Option(
              names = "--networks",
              paramLabel = "N",
              defaultValue = "100",
              description = "Networks that the table is fitted to; default: ${DEFAULT-VALUE}.")
          int networks,
      @Option(
              names = "--unseen",
              paramLabel = "N",
              defaultValue = "50",
              description = "Further ones that it is checked with; default: ${DEFAULT-VALUE}.")
          int unseen,
      @Option(
              names = "--runtime",
              paramLabel = "NAME",
              defaultValue = "onnx",
              description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
          MeasuringRuntime runtime,
      @Option(
              names = "--device",
              paramLabel = "DEVICE",
              defaultValue = "cpu",
              description = "cpu, gpu or gpu:0; default: ${DEFAULT-VALUE}.")
          String device,
      @Option(
              names = "--rounds",
              paramLabel = "N",
              defaultValue = "9",
              description = "Rounds; the fastest counts; default: ${DEFAULT-VALUE}.")
          int rounds,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "5",
              description = "Runs in a round; the fastest counts; default: ${DEFAULT-VALUE}.")
          int runs,
      @Option(
              names = "--clock",
              paramLabel = "NAME",
              defaultValue = "wall",
              description =
                  "wall, or cpu for the processor's time: on busy machines, with one thread; default:"
                      + " ${DEFAULT-VALUE}.")
          Clock clock,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "The seed of the choice of networks; default: ${DEFAULT-VALUE}.")
          long seed,
      @Mixin OutputOptions options) {
    LatencyWork work = work(space);
    if (kit != null) {
      Kit.write(
          kit,
          space.blueprint(spec),
          work.chosen(networks, Set.of(), new Seed(seed)),
          Session.progress(options, StopSignal.listen()));
      System.err.printf("Wrote %s; its README.md says how to go on%n", kit);
      return ExitCode.DONE;
    }
    if (output == null) {
      throw new InputError("name the table to write (-o FILE), or a folder (--device-kit DIR)");
    }
    LatencyWork.Made made =
        work.measure(
            new LatencyMeasurement(
                runtime, device, space.batch, Math.max(1, space.threads), rounds, runs, clock),
            space.deviceName.isEmpty() ? Machine.ofThisProcess().cpu() : space.deviceName,
            networks,
            unseen,
            new Seed(seed),
            Session.progress(options, StopSignal.listen()));
    AtomicFile.writeText(beside(output, ".csv"), made.rows());
    return write(output, made, options);
  }

  @Command(
      name = "fit",
      description = {
        "Fits a table to measured networks: CSV with the columns architecture and ms, such as a"
            + " device kit's; or takes once-for-all's table of blocks (.yaml)."
      },
      mixinStandardHelpOptions = true)
  int fit(
      @Parameters(paramLabel = "FILE", description = "The measurements.") Path file,
      @Mixin LatencySpace space,
      @Mixin LatencySpace.Column column,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              required = true,
              description = "The table to write (.yaml).")
          Path output,
      @Mixin OutputOptions options) {
    space.take(Kit.of(file));
    if (file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")) {
      LatencyTable table = BlockTable.read(file, space.blueprint(spec), space.conditions());
      table.write(output);
      System.err.printf("Wrote %s: %s%n", output, table.quality());
      return ExitCode.DONE;
    }
    MeasuredNetworks measured = column.read(file, space, spec);
    return write(output, work(space).fit(measured, space.conditions()), options);
  }

  private static int write(Path output, LatencyWork.Made made, OutputOptions options) {
    made.table().write(output);
    AtomicFile.writeText(beside(output, ".md"), LatencyCard.of(made));
    Rows.of(made.unseen()).print(options.format, Session.stdout());
    return ExitCode.DONE;
  }

  private static Path beside(Path table, String ending) {
    String name = table.getFileName().toString().replaceFirst("\\.(ya?ml|json)$", "");
    return table.resolveSibling(name + ending);
  }

  @Command(
      name = "check",
      description = "Says how well a table predicts measured networks.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(index = "0", paramLabel = "TABLE", description = "The table.") Path table,
      @Parameters(index = "1", paramLabel = "CSV", description = "Measured networks.") Path file,
      @Mixin LatencySpace space,
      @Mixin LatencySpace.Column column,
      @Mixin OutputOptions options) {
    LatencyTable read = LatencyTable.read(table);
    space.take(read);
    Rows.of(LatencyWork.check(read, space.kind(spec), column.read(file, space, spec)))
        .print(options.format, Session.stdout());
    return ExitCode.DONE;
  }

  @Command(
      name = "published",
      description = {
        "Says how well tables fitted to a few networks of a published list of latencies order the"
            + " rest, beside ridge regression on options, a Gaussian process and MACs."
      },
      mixinStandardHelpOptions = true)
  int published(
      @Parameters(paramLabel = "CSV", description = "The list.") Path file,
      @Mixin LatencySpace space,
      @Mixin LatencySpace.Column column,
      @Option(
              names = "--networks",
              paramLabel = "N",
              defaultValue = "100",
              description = "Networks that tables are fitted to; default: ${DEFAULT-VALUE}.")
          int networks,
      @Option(
              names = "--draws",
              paramLabel = "N",
              defaultValue = "10",
              description = "Draws of them, of which the mean is shown; default: ${DEFAULT-VALUE}.")
          int draws,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "The seed of the first draw; default: ${DEFAULT-VALUE}.")
          long seed,
      @Mixin OutputOptions options) {
    PublishedLatency list = work(space).published(column.read(file, space, spec));
    Map<String, String> row = new LinkedHashMap<>();
    list.mean(networks, draws, seed)
        .forEach((name, tau) -> row.put(name.replace(' ', '_'), Decimals.text(tau, 4)));
    Rows.one(row).print(options.format, Session.stdout());
    return ExitCode.DONE;
  }
}
