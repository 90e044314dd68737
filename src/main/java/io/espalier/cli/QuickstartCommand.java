package io.espalier.cli;

import io.espalier.cli.progress.SideBySide;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.RunOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.config.Configuration;
import io.espalier.cost.CostKinds;
import io.espalier.estimate.Measure;
import io.espalier.export.Manifest;
import io.espalier.report.Report;
import io.espalier.retrain.Retrained;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Export;
import io.espalier.run.Retrain;
import io.espalier.run.Run;
import io.espalier.run.RunFolder;
import io.espalier.run.Search;
import io.espalier.run.Train;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "quickstart",
    description = {
      "Runs the whole pipeline in a few minutes on the bundled images.",
      "Trains a supernet, searches it with LaNAS and at random, exports, retrains and tests the best"
          + " network and writes a report. If stopped, run it again to continue."
    },
    mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {

  private static final String RIVAL = "random";

  @Mixin RunOptions run;

  @Option(names = "--resume", description = "Continues what the folder holds; always the case.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run(
        "quickstart",
        run.configuration(Configuration.quickstart(run.catalogues())),
        run,
        output,
        this::everything);
  }

  private int everything(Session session) {
    Run run = session.run();
    RunFolder folder = session.folder();
    String searcher = run.settings().search().searcher();
    List<List<String>> rows = new ArrayList<>();

    say(
        session,
        "1/5 Training a supernet of " + run.settings().space().name() + " on " + run.task().name());
    TrainingResult training = new Train(run).run("espalier quickstart", true);
    if (!training.finished()) {
      return ExitCode.STOPPED;
    }
    rows.add(
        List.of(
            "supernet trained",
            format(
                "%d steps, %.0f s, loss %.3f",
                training.steps(), training.seconds(), training.loss())));

    say(session, "2/5 Searching it: " + searcher);
    Study.Result found = new Search(run).run(true);
    if (found.end() == Study.End.STOPPED) {
      return ExitCode.STOPPED;
    }

    Architecture best = BestArchitecture.of(null, run);
    say(session, "3/5 Exporting " + best.id());
    Path export = folder.export(best.id());
    Manifest manifest =
        Files.exists(export) ? Manifest.read(export) : new Export(run).run(best, false).manifest();

    say(
        session,
        "4/5 Retraining it and testing it once; beside it, searching the supernet: " + RIVAL);
    SideBySide.Results<Optional<? extends Retrained>, Study.Result> both =
        retrainAndSearch(run, best);
    if (both.shown().isEmpty() || both.unseen().end() == Study.End.STOPPED) {
      return ExitCode.STOPPED;
    }
    rows.add(List.of("searched by " + searcher, describe(found)));
    rows.add(List.of("searched by " + RIVAL, describe(both.unseen())));
    rows.add(
        List.of(
            "exported",
            format(
                "%s, %.2f million MACs, %.3f million parameters",
                best.id(),
                manifest.costs().get(CostKinds.MACS),
                manifest.costs().get(CostKinds.PARAMS))));
    Retrained result = both.shown().get();
    rows.add(List.of("retrained, test", result.test().text()));

    say(session, "5/5 Writing the report");
    rows.add(List.of("report", Report.write(folder.root()).toString()));
    rows.add(List.of("network", folder.retrainedChild().toString()));
    rows.add(List.of("run folder", folder.root().toString()));
    session.print(new TextTable(List.of("what", "result"), rows));
    return ExitCode.DONE;
  }

  /**
   * Retrains the best on one core and searches at random on the others: neither needs the other's
   * result. With several threads per operation, one after the other, since the engine has one
   * number of threads for all.
   */
  private static SideBySide.Results<Optional<? extends Retrained>, Study.Result> retrainAndSearch(
      Run run, Architecture best) {
    if (run.settings().threadCount() > 1) {
      Study.Result searched = rival(run, run.settings().search().workers());
      return searched.end() == Study.End.STOPPED
          ? new SideBySide.Results<>(Optional.empty(), searched)
          : new SideBySide.Results<>(new Retrain(run).run(best, true), searched);
    }
    return SideBySide.run(
        run.progress(),
        progress -> new Retrain(run.with(progress)).run(best, true),
        progress -> rival(run.with(progress), Math.max(1, run.settings().workerCount() - 1)));
  }

  private static Study.Result rival(Run run, int workers) {
    Settings settings = run.settings();
    return new Search(
            run.with(
                settings.withSearch(settings.search().withSearcher(RIVAL).withWorkers(workers))))
        .run(true);
  }

  private static void say(Session session, String step) {
    session.run().progress().say(step);
  }

  private static String describe(Study.Result found) {
    return found
        .best()
        .map(best -> describe(best, found.measure()))
        .map(best -> format("%d architectures, best %s", found.trials().size(), best))
        .orElse("nothing with a score");
  }

  private static String describe(Trial best, Measure measure) {
    return format(
        "%s with %s ± %s at trial %d",
        best.architecture(),
        measure.text(best.score().getAsDouble()),
        measure.withUnit(best.standardError()),
        best.number());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
