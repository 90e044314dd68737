package io.espalier.cli.machine;

import io.espalier.bench.StudyBench;
import io.espalier.bench.Timing;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.session.TemporaryFolder;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.file.AtomicFile;
import io.espalier.provenance.Machine;
import io.espalier.run.Bench;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.stat.Decimals;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "Measures what it takes to evaluate and train children on this machine, one by one and merged,"
          + " and the tree's proposals: CPU time, and how many a second.",
      "With --work-dir, the table is also written to bench.csv there."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  @Mixin RunOptions run;

  @Option(names = "--space", paramLabel = "NAME", description = "The search space.")
  String space;

  @Option(names = "--channels", paramLabel = "N", description = "Channels of the first stage.")
  Integer channels;

  @Option(names = "--cells", paramLabel = "N", description = "Cells per stage.")
  Integer cells;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "Side length of the images in pixels; default: ${DEFAULT-VALUE}.")
  int imageSize = 32;

  @Option(
      names = "--masks",
      paramLabel = "FILE",
      description = "Children, as one mask of 0s and 1s per line; default: random ones.")
  Path masks;

  @Option(
      names = "--children",
      paramLabel = "N",
      description = "Maximum number of children; default: ${DEFAULT-VALUE}.")
  int children = 6;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per batch; default: ${DEFAULT-VALUE}.")
  int batch = 64;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of measurements of each; default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(
      names = "--samples",
      paramLabel = "N",
      split = ",",
      description = "Numbers of samples to measure proposals at; default: ${DEFAULT-VALUE}.")
  List<Integer> samples = List.of(20, 100, 300);

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = {
        "Instead, what a search of N trials takes whose estimates cost nothing: appending to its"
            + " journal, opening it, and reading its best. It is written to the folder of temporary"
            + " files, with 0.6 kB a trial."
      })
  Integer trials;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    if (trials != null) {
      return ofAStudy();
    }
    Configuration configuration = run.configuration(Configuration.defaults(run.catalogues()));
    configuration = RunOptions.with(configuration, "space.name", space);
    configuration = RunOptions.with(configuration, "supernet.channels", channels);
    configuration = RunOptions.with(configuration, "supernet.cells", cells);
    Settings config = configuration.values();
    int threads = Math.max(1, config.threads());
    Bench bench = new Bench(Session.without(configuration, run, output), imageSize);
    List<Architecture> measured =
        masks == null ? bench.draw(children) : bench.read(masks, children);
    Bench.Result result =
        bench.measure(measured, batch, threads, rounds, samples.stream().sorted().toList());
    if (!output.quiet) {
      System.err.printf(
          Locale.ROOT,
          "%s, %d threads; %d children of %s, %d channels, %d cells, batches of %d images of %dx%d;"
              + " merging saves %.1f %% of their multiply-accumulates%n",
          Machine.ofThisProcess().cpu(),
          threads,
          measured.size(),
          config.space().name(),
          config.supernet().channels(),
          config.supernet().cells(),
          batch,
          imageSize,
          imageSize,
          100 * result.savedShare());
    }
    print(table(result, measured.size(), threads));
    return ExitCode.DONE;
  }

  private int ofAStudy() {
    List<Timing> timings =
        TemporaryFolder.with(
            "espalier-bench-", folder -> new StudyBench(folder, trials).measure(rounds));
    if (!output.quiet) {
      System.err.printf(
          Locale.ROOT,
          "%s; %,d trials, at most %.0f MB of heap%n",
          Machine.ofThisProcess().cpu(),
          trials,
          StudyBench.peakHeapMb());
    }
    print(table(new Bench.Result(timings, "cpu", 0), 0, 1));
    return ExitCode.DONE;
  }

  private void print(TextTable table) {
    table.print(output.format, Session.stdout());
    if (run.workDir != null) {
      StringWriter csv = new StringWriter();
      table.print(TextTable.Format.csv, new PrintWriter(csv));
      AtomicFile.writeText(run.workDir.resolve("bench.csv"), csv.toString());
    }
  }

  private static TextTable table(Bench.Result result, int children, int threads) {
    String machine = Machine.ofThisProcess().cpu();
    List<List<String>> rows = new ArrayList<>();
    for (Timing timing : result.timings()) {
      boolean merged = timing.what().contains("merged");
      rows.add(
          List.of(
              timing.what(),
              Decimals.text(timing.medianMs(), 3),
              Decimals.text(timing.meanMs(), 3),
              timing.per(),
              Decimals.text(timing.perSecond(), 1),
              Integer.toString(timing.samples()),
              merged ? String.format(Locale.ROOT, "%.1f", 100 * result.savedShare()) : "",
              Integer.toString(children),
              Integer.toString(threads),
              result.device(),
              machine));
    }
    return new TextTable(
        List.of(
            "what",
            "cpu_ms_median",
            "cpu_ms_mean",
            "per",
            "per_second",
            "samples",
            "saved_macs_percent",
            "children",
            "threads",
            "device",
            "machine"),
        rows);
  }
}
