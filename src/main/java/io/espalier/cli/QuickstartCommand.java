package io.espalier.cli;

import io.espalier.config.BestArchitecture;
import io.espalier.config.Configuration;
import io.espalier.config.ExportRun;
import io.espalier.config.Parts;
import io.espalier.config.RetrainRun;
import io.espalier.config.RunFolder;
import io.espalier.config.SearchRun;
import io.espalier.config.TrainingRun;
import io.espalier.estimate.Measure;
import io.espalier.export.Manifest;
import io.espalier.progress.Progress;
import io.espalier.report.Report;
import io.espalier.retrain.RetrainResult;
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
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "quickstart",
    description = {
      "The whole job in a few minutes on the images that come with the program.",
      "Trains a supernet, searches it with LaNAS and at random, exports, retrains and tests the"
          + " best, writes a report. Run again, it goes on where it was stopped."
    },
    mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {

  private static final String RIVAL = "random";

  @Mixin RunOptions run;

  @Option(
      names = "--resume",
      description = "Goes on with what the folder holds, which it does in any case.")
  boolean resume;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    return Session.run(
        "quickstart", run.configuration(Configuration.quickstart()), output, this::everything);
  }

  private int everything(Session session) {
    Configuration configuration = session.configuration();
    RunFolder folder = session.folder();
    String searcher = session.values().search().searcher();
    Parts parts = new Parts(session.values(), session.progress());
    List<List<String>> rows = new ArrayList<>();

    say(
        session,
        "1/5 Training a supernet of " + parts.space().name() + " on " + parts.source().name());
    TrainingResult training =
        TrainingRun.run(
            "espalier quickstart", configuration, folder, parts, true, session.progress());
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
    Study.Result found =
        new SearchRun(configuration, folder, parts).run(searcher, true, session.progress());
    if (found.end() == Study.End.STOPPED) {
      return ExitCode.STOPPED;
    }

    Architecture best = BestArchitecture.of(null, session.values(), folder, parts.space());
    say(session, "3/5 Exporting " + best.id());
    Path export = folder.export(best.id());
    Manifest manifest =
        Files.exists(export)
            ? Manifest.read(export)
            : new ExportRun(session.values(), folder, parts).export(best, false).manifest();

    say(
        session,
        "4/5 Retraining it and testing it once; beside it, searching the supernet: " + RIVAL);
    SideBySide.Results<Optional<RetrainResult>, Study.Result> both =
        retrainAndSearch(session, parts, best);
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
                best.id(), manifest.macsMillions(), manifest.paramsMillions())));
    RetrainResult result = both.shown().get();
    rows.add(
        List.of(
            "retrained, test accuracy",
            format(
                "%.2f ± %.2f %% on %d test images",
                result.test().accuracyPercent(),
                result.test().standardErrorPercent(),
                result.test().images())));

    say(session, "5/5 Writing the report");
    rows.add(List.of("report", Report.write(folder.root()).toString()));
    rows.add(List.of("network", folder.retrainedChild().toString()));
    rows.add(List.of("run folder", folder.root().toString()));
    session.print(new TextTable(List.of("what", "result"), rows));
    return ExitCode.DONE;
  }

  /**
   * Retrains the best on one core and searches at random on the others: neither needs the other's
   * result. One after the other if operations use several threads, whose number the engine keeps
   * for all works at once.
   */
  private static SideBySide.Results<Optional<RetrainResult>, Study.Result> retrainAndSearch(
      Session session, Parts parts, Architecture best) {
    Configuration configuration = session.configuration();
    RunFolder folder = session.folder();
    Function<Progress, Optional<RetrainResult>> retraining =
        progress -> new RetrainRun(configuration, folder, parts).run(best, true, progress);
    if (parts.threads() > 1) {
      Study.Result searched = rival(configuration, folder, parts, session.progress());
      return searched.end() == Study.End.STOPPED
          ? new SideBySide.Results<>(Optional.empty(), searched)
          : new SideBySide.Results<>(retraining.apply(session.progress()), searched);
    }
    Configuration spared =
        RunOptions.with(configuration, "search.workers", Math.max(1, parts.workers() - 1));
    return SideBySide.run(
        session.progress(),
        retraining,
        // Parts of its own: they are for one thread.
        progress -> rival(spared, folder, new Parts(spared.values(), progress), progress));
  }

  private static Study.Result rival(
      Configuration configuration, RunFolder folder, Parts parts, Progress progress) {
    return new SearchRun(configuration, folder, parts).run(RIVAL, true, progress);
  }

  private static void say(Session session, String step) {
    session.progress().say(step);
  }

  private static String describe(Study.Result found) {
    return found
        .best()
        .map(best -> describe(best, found.measure()))
        .map(best -> format("%d architectures, best %s", found.trials().size(), best))
        .orElse("nothing that has a score");
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
